namespace Prakerja.Pages.Tests.Fixtures;

/// <summary>The repository that these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Pages => Path.Combine(Root, "src", "Prakerja.Api", "Pages");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Prakerja.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests were not built inside the repository.");
    }
}
