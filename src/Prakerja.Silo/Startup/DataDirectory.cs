using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Startup;

/// <summary>
/// The directory of a node's files; an embedded system keeps all its data there. Only the owner can read the secrets.
/// </summary>
public sealed partial class DataDirectory
{
    public const string Setting = "Prakerja:Data";

    /// <summary>Name of the database file of an embedded system.</summary>
    public const string DatabaseFileName = "prakerja.db";

    /// <summary>Setting of another outbox directory, for example one that all nodes of a cluster share.</summary>
    public const string OutboxSetting = "Prakerja:Outbox";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // EEXIST, the same number on Linux, macOS and the BSDs.
    private const int FileExists = 17;

    public DataDirectory(string path, string? outboxPath = null)
    {
        Path = System.IO.Path.GetFullPath(path);
        OutboxPath = outboxPath is null ? File("outbox") : System.IO.Path.GetFullPath(outboxPath);
    }

    public string Path { get; }

    /// <summary>
    /// The key of all keyed hashes. Without it no participant in the database can be found: back up both.
    /// </summary>
    public string IdentityKeyPath => File("identity.key");

    /// <summary>The file of the first management key, in the form in which it was printed.</summary>
    public string ManagementKeyPath => File("management.key");

    /// <summary>The directory of the keys that protect the participants' tokens.</summary>
    public string TokenKeysPath => File("token-keys");

    /// <summary>The directory of messages to participants while no gateway is configured.</summary>
    public string OutboxPath { get; }

    /// <summary>
    /// True when a system ran here before, so that a missing file is lost data. The identity key does not count,
    /// because it is made before the database, and a first start may stop in between. The outbox does not count either,
    /// because its directory may exist before the first start.
    /// </summary>
    public bool WasUsed => System.IO.File.Exists(ManagementKeyPath) || Directory.Exists(TokenKeysPath);

    /// <summary>Returns the directory that the settings name.</summary>
    public static DataDirectory Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new DataDirectory(
            configuration.ReadPath(Setting) ?? "data", configuration.ReadPath(OutboxSetting));
    }

    /// <summary>Reads the identity key of an embedded system, or makes it at the first start.</summary>
    /// <exception cref="StartRefusedException">The key cannot be read or written, or it is damaged.</exception>
    public IdentityKey IdentityKey()
    {
        Make();
        // Never make a new key for an existing database: no participant in it could be found.
        if (!System.IO.File.Exists(IdentityKeyPath) && System.IO.File.Exists(File(DatabaseFileName)))
            throw new StartRefusedException(
                $"The identity key {IdentityKeyPath} is missing, but its database exists: put back the key from the "
                + "backup.");
        return new IdentityKeyFile(IdentityKeyPath).ReadOrMake();
    }

    /// <summary>Makes the directory if it is missing.</summary>
    /// <exception cref="StartRefusedException">The directory cannot be made.</exception>
    public void Make()
    {
        try
        {
            PrivateDirectory.Make(Path);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw CannotBeUsed(Path, failure);
        }
    }

    /// <summary>
    /// Writes a secret to a file that only its owner can read. The file is always complete, even after a crash. Of
    /// several writers at the same time exactly one succeeds.
    /// </summary>
    /// <returns>False when the file existed already; it is not changed.</returns>
    public static bool TryWriteSecret(string path, string secret)
    {
        // Each writer has a draft file of its own and then links it to the name, which succeeds only once.
        var draft = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}.draft";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        try
        {
            using (var file = new FileStream(draft, options))
            {
                using var writer = new StreamWriter(file);
                writer.WriteLine(secret);
                writer.Flush();
                file.Flush(flushToDisk: true);
            }

            return TryLink(draft, path);
        }
        finally
        {
            System.IO.File.Delete(draft);
        }
    }

    // Not File.Move: on Unix it first checks that the name is free and then renames, which may replace a newer file.
    private static bool TryLink(string draft, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                System.IO.File.Move(draft, path, overwrite: false);
                return true;
            }
            catch (IOException) when (System.IO.File.Exists(path))
            {
                return false;
            }
        }

        if (Link(draft, path) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        return error == FileExists
            ? false
            : throw new IOException($"{path} cannot be linked: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string name);

    internal static StartRefusedException CannotBeUsed(string directory, Exception failure) => new(
        $"The data directory {directory} cannot be used ({failure.Message}): give this user write access, "
        + $"or name another with --{Setting}=DIR.",
        failure);

    private string File(string name) => System.IO.Path.Combine(Path, name);
}

internal static class PathSettings
{
    /// <summary>Returns the path in a setting; null when it is not set, or empty as in a template.</summary>
    public static string? ReadPath(this IConfiguration configuration, string key) =>
        string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key];
}
