namespace Prakerja.Silo.Startup;

/// <summary>A directory of personal data: nobody but the owner looks into one made here.</summary>
internal static class PrivateDirectory
{
    /// <summary>Makes it where it is missing; one that is there keeps its mode.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(
            path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
