namespace Prakerja.SystemTests;

/// <summary>Where the built programs lie: beside this one, in the same configuration.</summary>
internal static class Programs
{
    public static string Server => Find("Prakerja.Api");

    public static string Driver => Find("Prakerja.Load");

    /// <summary>Release or Debug, as this test was built.</summary>
    public static string Configuration => Here.Name == "debug" ? "Debug" : "Release";

    public static string RepositoryRoot => Here.Parent!.Parent!.Parent!.Parent!.FullName;

    // artifacts/bin/PROJECT/CONFIGURATION/
    private static DirectoryInfo Here { get; } =
        new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    private static string Find(string project)
    {
        var path = Path.Combine(Here.Parent!.Parent!.FullName, project, Here.Name, project + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build {project} first: {path}");
    }
}
