namespace Prakerja.SystemTests;

/// <summary>Where the built programs lie: beside this one, in the same configuration.</summary>
internal static class Programs
{
    public static string Server => Find("Prakerja.Api");

    public static string Driver => Find("Prakerja.Load");

    private static string Find(string project)
    {
        // artifacts/bin/PROJECT/CONFIGURATION/
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, project + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build {project} first: {path}");
    }
}
