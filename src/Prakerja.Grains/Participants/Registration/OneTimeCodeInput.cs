namespace Prakerja.Grains.Participants;

/// <summary>
/// A one-time code as somebody typed it, on its way to a grain. Orleans writes the arguments of a call that nobody
/// answered into its log and its exceptions, and a code is still good then.
/// </summary>
[GenerateSerializer, Immutable, Alias("typed-code")]
public readonly record struct OneTimeCodeInput
{
    private OneTimeCodeInput(string text) => Text = text;

    [Id(0)]
    private string Text { get; init; }

    public static implicit operator OneTimeCodeInput(string text) => new(text);

    public string Reveal() => Text;

    public override string ToString() => "Code ****";
}
