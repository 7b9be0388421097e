namespace Prakerja.Grains.Partners;

/// <summary>A digital platform: its registration.</summary>
public sealed record DigitalPlatformState : IPartnerState
{
    public required Registration Registration { get; init; }
}
