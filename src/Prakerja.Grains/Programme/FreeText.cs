namespace Prakerja.Grains.Programme;

/// <summary>
/// What somebody wrote in his own words, on its way to a grain. Orleans writes the arguments of a call that nobody
/// answered into its log and its exceptions, and this is not for logs.
/// </summary>
[GenerateSerializer, Immutable, Alias("free-text")]
public readonly record struct FreeText
{
    private FreeText(string text) => Text = text;

    [Id(0)]
    private string Text { get; init; }

    public static implicit operator FreeText(string text) => new(text);

    public string Reveal() => Text;

    public override string ToString() => "Text ****";
}
