using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Layout;

/// <summary>A folder holds at most 15 source files directly; above that it has subfolders.</summary>
internal static class FolderSizeRule
{
    public const int Limit = 15;

    /// <summary>Larger folders, each with the reason why it has no subfolders.</summary>
    public static readonly Dictionary<string, string> Exceptions = [];

    public static IEnumerable<string> Violations(
        IEnumerable<TrackedFile> files, IReadOnlyDictionary<string, string> exceptions)
    {
        var larger = files
            .Where(file => file.IsCSharp)
            .GroupBy(file => file.Folder)
            .Where(folder => folder.Count() > Limit)
            .ToList();
        return larger
            .Where(folder => !exceptions.ContainsKey(folder.Key))
            .Select(folder => $"{folder.Key}: {folder.Count()} source files, at most {Limit}")
            .Concat(Report.Unneeded(exceptions.Keys, larger.Select(folder => folder.Key), "the limit of files"));
    }
}
