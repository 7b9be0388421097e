namespace Prakerja.Grains.Training;

/// <summary>A digital platform: its registration.</summary>
public sealed record DigitalPlatformState : IPartnerState
{
    public required Registration Registration { get; init; }
}
