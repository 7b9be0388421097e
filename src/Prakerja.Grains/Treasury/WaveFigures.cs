namespace Prakerja.Grains.Treasury;

/// <summary>The figures of a wave's cards.</summary>
/// <param name="Lapsed">Lapsed cards (D1); each freed a slot for a later wave.</param>
[GenerateSerializer, Immutable, Alias("wave-figures")]
public sealed record WaveFigures(
    [property: Id(0)] int Wave,
    [property: Id(1)] long Granted,
    [property: Id(2)] long Lapsed,
    [property: Id(3)] long Expired,
    [property: Id(4)] long Cancelled)
{
    /// <summary>Adds the figures of the same wave from another partition.</summary>
    public WaveFigures Plus(WaveFigures other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new WaveFigures(
            Wave,
            Granted + other.Granted,
            Lapsed + other.Lapsed,
            Expired + other.Expired,
            Cancelled + other.Cancelled);
    }
}
