namespace Prakerja.Grains.Tests;

/// <summary>The repository in which these tests were built.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Prakerja.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not lie within the repository.");
    }
}
