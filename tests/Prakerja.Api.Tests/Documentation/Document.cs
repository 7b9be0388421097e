namespace Prakerja.Api.Tests.Documentation;

/// <summary>Reads the tables of docs/ that tests compare with the code.</summary>
internal static class Document
{
    /// <summary>
    /// The cells of each row between <c>&lt;!-- part:begin --&gt;</c> and <c>&lt;!-- part:end --&gt;</c>.
    /// </summary>
    public static IEnumerable<string[]> RowsOf(string file, string part)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", file));
        var (begin, end) = ($"<!-- {part}:begin -->", $"<!-- {part}:end -->");
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        var to = text.IndexOf(end, StringComparison.Ordinal);
        Assert.True(from >= 0 && to > from, $"docs/{file} has no lines {begin} … {end}.");
        return text[from..to].Split('\n')
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]);
    }

    public static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Prakerja.sln"))) directory = directory.Parent!;
        return directory.FullName;
    }
}
