namespace Prakerja.Tidy.Tests.SourceFiles;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">From the root, with slashes.</param>
internal sealed record TrackedFile(string Path, string Text)
{
    private CSharpText? cSharp;

    public string[] Lines { get; } = Text.ReplaceLineEndings("\n").Split('\n');

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public string Folder => Path.Contains('/', StringComparison.Ordinal) ? Path[..Path.LastIndexOf('/')] : "";

    /// <summary>The two first folders, as in "src/Prakerja.Api"; null outside src and tests.</summary>
    public string? Project =>
        Path.Split('/') is [("src" or "tests") and var top, var project, _, ..] ? $"{top}/{project}" : null;

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsShell =>
        Path.EndsWith(".sh", StringComparison.Ordinal)
        || (!Name.Contains('.', StringComparison.Ordinal) && Text.StartsWith("#!", StringComparison.Ordinal));

    public bool IsSql => Path.EndsWith(".sql", StringComparison.Ordinal);

    public string Code => CSharp.Code;

    public string Comments => CSharp.Comments;

    private CSharpText CSharp => cSharp ??= CSharpText.Of(Text);

    /// <summary>"path:line" of an offset in the text.</summary>
    public string At(int offset) => $"{Path}:{Text.AsSpan(0, offset).Count('\n') + 1}";
}
