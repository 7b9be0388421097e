namespace Prakerja.Silo.Startup;

/// <summary>Makes directories for personal data, which only their owner can read.</summary>
internal static class PrivateDirectory
{
    /// <summary>Makes the directory if it is missing; an existing directory keeps its mode.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(
            path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
