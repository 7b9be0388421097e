namespace Prakerja.Grains.Partners;

/// <summary>The stored state of a digital platform: its registration.</summary>
public sealed record DigitalPlatformState : IPartnerState
{
    public required Registration Registration { get; init; }
}
