using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Startup;

/// <summary>
/// Where a node keeps its files; an embedded system keeps everything there. Secrets are readable by their owner alone.
/// </summary>
public sealed partial class DataDirectory
{
    public const string Setting = "Prakerja:Data";

    /// <summary>The database file of an embedded system in its data directory.</summary>
    public const string DatabaseFileName = "prakerja.db";

    /// <summary>Another place for the outbox, such as a directory that all nodes of a cluster share.</summary>
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

    /// <summary>The key behind every keyed hash. Lost, the database is a list of strangers: back it up with it.</summary>
    public string IdentityKeyPath => File("identity.key");

    /// <summary>The first management key, as it was printed.</summary>
    public string ManagementKeyPath => File("management.key");

    /// <summary>Keys that sign the participants' tokens.</summary>
    public string TokenKeysPath => File("token-keys");

    /// <summary>Messages to people, as long as no gateway is configured.</summary>
    public string OutboxPath { get; }

    /// <summary>
    /// True when a system ran here before, so that what is missing is a loss. Not by the identity key, which is made before
    /// the database: a first start may end between the two. Nor by the outbox, which may be a directory made beforehand.
    /// </summary>
    public bool WasUsed => System.IO.File.Exists(ManagementKeyPath) || Directory.Exists(TokenKeysPath);

    /// <summary>The directory that the settings name.</summary>
    public static DataDirectory Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new DataDirectory(
            configuration.PathGiven(Setting) ?? "data", configuration.PathGiven(OutboxSetting));
    }

    /// <summary>Reads the identity key of an embedded system, or makes it at the first start.</summary>
    /// <exception cref="StartRefusedException">It cannot be read, written, or is none.</exception>
    public IdentityKey IdentityKey()
    {
        Make();
        // Never a new key beside an old database: everybody in it would be a stranger.
        if (!System.IO.File.Exists(IdentityKeyPath) && System.IO.File.Exists(File(DatabaseFileName)))
            throw new StartRefusedException(
                $"The identity key {IdentityKeyPath} is missing, but there is a database beside it: put back the key "
                + "from the backup.");
        return new IdentityKeyFile(IdentityKeyPath).ReadOrMake();
    }

    /// <summary>Makes the directory where it is missing.</summary>
    /// <exception cref="StartRefusedException">It cannot be made.</exception>
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
    /// Writes a secret that only its owner can read; never half, whatever happens. When two write it at the same time,
    /// one does.
    /// </summary>
    /// <returns>False when the file was there already; it stays as it is.</returns>
    public static bool TryWriteSecret(string path, string secret)
    {
        // A draft of its own for each writer, and a name that can be given once: who comes second finds the file there.
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

            return TryName(draft, path);
        }
        finally
        {
            System.IO.File.Delete(draft);
        }
    }

    // Not File.Move: on Unix it looks whether the name is free and then renames, over what came in between.
    private static bool TryName(string draft, string path)
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
    /// <summary>A path that a setting names; null when it is not set, or empty, as a template leaves it.</summary>
    public static string? PathGiven(this IConfiguration configuration, string key) =>
        string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key];
}
