namespace Prakerja.Grains.Participants;

/// <summary>
/// A one-time code as a person typed it, as an argument of a grain call. Orleans writes the arguments of a call that
/// timed out into its log and its exceptions, and the code may still be valid; this type does not print it.
/// </summary>
[GenerateSerializer, Immutable, Alias("typed-code")]
public readonly record struct OneTimeCodeInput
{
    private OneTimeCodeInput(string text) => Text = text;

    [Id(0)]
    private string Text { get; init; }

    public static implicit operator OneTimeCodeInput(string text) => new(text);

    /// <summary>The typed text. Never for a log.</summary>
    public string Reveal() => Text;

    /// <summary>A fixed text that does not contain the code.</summary>
    public override string ToString() => "Code ****";
}
