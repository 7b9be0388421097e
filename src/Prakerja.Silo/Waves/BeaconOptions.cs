using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.Waves;

/// <summary>Where the public random values of draws are read (docs/draw.md).</summary>
public sealed class BeaconOptions
{
    public const string Section = "Prakerja:Beacon";

    /// <summary>
    /// The address of a drand HTTP API, for example that of a relay of your own. Empty: waves whose plan names a drand
    /// beacon wait, or are drawn without it, as their plan says.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>How long one request may take, seconds.</summary>
    [Range(1, 60)]
    public int TimeoutSeconds { get; init; } = 5;
}
