namespace Prakerja.Grains.Programme;

/// <summary>
/// A text that a person wrote, as an argument of a grain call. Orleans writes the arguments of a call that timed out
/// into its log and its exceptions; this type does not print the text.
/// </summary>
[GenerateSerializer, Immutable, Alias("free-text")]
public readonly record struct FreeText
{
    private FreeText(string text) => Text = text;

    [Id(0)]
    private string Text { get; init; }

    public static implicit operator FreeText(string text) => new(text);

    /// <summary>The text itself. Never for a log.</summary>
    public string Reveal() => Text;

    /// <summary>A fixed text that does not contain what was written.</summary>
    public override string ToString() => "Text ****";
}
