using System.Security.Cryptography;
using Prakerja.Grains.Commits;
using Prakerja.Silo.Commits;
using Prakerja.Silo.Operations;

namespace Prakerja.Silo.Hosting;

/// <summary>
/// Where an embedded system keeps everything. Secrets are made at first start, readable by their owner alone.
/// </summary>
public sealed class DataDirectory
{
    public const string Setting = "Prakerja:Data";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public DataDirectory(string path) => Path = System.IO.Path.GetFullPath(path);

    public string Path { get; }

    /// <summary>The key behind every keyed hash. Lost, the database is a list of strangers: back it up with it.</summary>
    public string IdentityKeyPath => File("identity.key");

    /// <summary>The first management key, as it was printed.</summary>
    public string ManagementKeyPath => File("management.key");

    /// <summary>Keys that sign the participants' tokens.</summary>
    public string TokenKeysPath => File("token-keys");

    /// <summary>Messages to people, as long as no gateway is configured.</summary>
    public string OutboxPath => File("outbox");

    /// <summary>True when this directory was used before, so that what is missing is a loss.</summary>
    public bool WasUsed => System.IO.File.Exists(IdentityKeyPath);

    /// <summary>Reads the identity key, or makes it at the first start.</summary>
    /// <exception cref="StartRefusedException">It cannot be read, written, or is none.</exception>
    public IdentityKey IdentityKey()
    {
        try
        {
            MakeDirectory();
            // Never a new key beside an old database: everybody in it would be a stranger.
            if (!WasUsed && System.IO.File.Exists(File(SqliteOptions.FileName)))
                throw new StartRefusedException(
                    $"The identity key {IdentityKeyPath} is missing, but there is a database beside it: put back the key "
                    + "from the backup.");
            if (!WasUsed)
                WriteSecret(IdentityKeyPath, Convert.ToHexStringLower(
                    RandomNumberGenerator.GetBytes(Grains.Commits.IdentityKey.LengthBytes)));
            return new IdentityKey(Convert.FromHexString(System.IO.File.ReadAllText(IdentityKeyPath).Trim()));
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            throw new StartRefusedException(
                $"The identity key {IdentityKeyPath} is damaged: put back the one from the backup.", failure);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new StartRefusedException(
                $"The data directory {Path} cannot be used ({failure.Message}): give this user write access, "
                + $"or name another with --{Setting}=DIR.",
                failure);
        }
    }

    /// <summary>Writes a secret that only its owner can read; never half, whatever happens.</summary>
    public static void WriteSecret(string path, string secret)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(temporary, options))
        {
            using var writer = new StreamWriter(file);
            writer.WriteLine(secret);
            writer.Flush();
            file.Flush(flushToDisk: true);
        }

        System.IO.File.Move(temporary, path, overwrite: true);
    }

    // The database and the outbox hold personal data; nobody but the owner looks into a directory made here.
    private void MakeDirectory()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
        else Directory.CreateDirectory(Path, OwnerOnly | UnixFileMode.UserExecute);
    }

    private string File(string name) => System.IO.Path.Combine(Path, name);
}
