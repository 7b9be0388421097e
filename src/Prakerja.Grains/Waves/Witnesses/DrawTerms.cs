using System.Collections.Immutable;

namespace Prakerja.Grains.Waves;

/// <summary>How the seed of a wave's draw comes about. Fixed with the plan (docs/draw.md).</summary>
/// <param name="IfMissing">The rule for a witness or a beacon that does not reveal in time.</param>
/// <param name="RevealMinutes">Minutes after closing in which witnesses and beacon must reveal.</param>
/// <param name="Beacon">The public random value that the draw uses; null without one.</param>
[GenerateSerializer, Immutable, Alias("draw-terms")]
public sealed record DrawTerms(
    [property: Id(0)] MissingSecretRule IfMissing,
    [property: Id(1)] int RevealMinutes,
    [property: Id(2)] DrawBeacon? Beacon = null)
{
    /// <summary>The terms of a plan that names none.</summary>
    public static DrawTerms Default { get; } = new(MissingSecretRule.Wait, 60);
}

/// <summary>A witness of a draw.</summary>
/// <param name="Name">The name of the witness's management key.</param>
/// <param name="Hash">SHA-256 of the secret, hex.</param>
/// <param name="Secret">The secret, hex; null until it is revealed.</param>
[GenerateSerializer, Immutable, Alias("draw-witness")]
public sealed record DrawWitness(
    [property: Id(0)] string Name, [property: Id(1)] string Hash, [property: Id(2)] string? Secret = null);

/// <summary>A beacon value that one officer typed in. A second officer must type the same (M1's rule of two).</summary>
/// <param name="People">Those who may hold the officer's key; none in a value that an earlier version stored.</param>
public sealed record TypedBeaconValue(string Value, string By, ImmutableArray<string> People = default);

/// <summary>
/// A secret that a witness reveals, hex of 32 bytes. It prints masked: until it is accepted nobody may see it.
/// </summary>
[GenerateSerializer, Immutable, Alias("witness-secret")]
public readonly record struct WitnessSecret([property: Id(0)] string Value)
{
    public override string ToString() => "****";
}
