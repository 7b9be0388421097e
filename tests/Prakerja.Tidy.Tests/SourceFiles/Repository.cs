using System.Diagnostics;

namespace Prakerja.Tidy.Tests.SourceFiles;

/// <summary>The files under version control in the repository that these tests were built in.</summary>
internal static class Repository
{
    private static readonly string[] Binary = [".mp4", ".png", ".jpg", ".ico", ".gz", ".zip", ".db", ".pdf"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<TrackedFile> Files { get; } = ReadFiles();

    public static IReadOnlyList<TrackedFile> CSharp { get; } = [.. Files.Where(file => file.IsCSharp)];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Prakerja.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests were not built inside the repository.");
    }

    private static List<TrackedFile> ReadFiles() =>
    [
        .. ListTrackedPaths()
            .Where(path => !Binary.Contains(Path.GetExtension(path)) && File.Exists(Path.Combine(Root, path)))
            .Order(StringComparer.Ordinal)
            .Select(path => new TrackedFile(path, File.ReadAllText(Path.Combine(Root, path)))),
    ];

    private static string[] ListTrackedPaths()
    {
        var start = new ProcessStartInfo("git", ["ls-files", "-z"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0
            ? output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"git ls-files ended with exit code {git.ExitCode} in {Root}.");
    }
}
