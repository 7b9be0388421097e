namespace Prakerja.Grains.Waves;

/// <summary>
/// A witness's secret as an argument of a grain call. Orleans writes the arguments of a call that timed out into its log
/// and its exceptions, and the secret may not be public yet; this type does not print it.
/// </summary>
[GenerateSerializer, Immutable, Alias("witness-secret")]
public readonly record struct WitnessSecretInput
{
    private WitnessSecretInput(string hex) => Hex = hex;

    [Id(0)]
    private string Hex { get; init; }

    public static implicit operator WitnessSecretInput(string hex) => new(hex);

    /// <summary>The text that the witness sent. Never for a log.</summary>
    public string Reveal() => Hex;

    /// <summary>A fixed text that does not contain the secret.</summary>
    public override string ToString() => "Secret ****";
}
