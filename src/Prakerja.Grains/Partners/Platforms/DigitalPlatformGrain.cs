using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <inheritdoc cref="IDigitalPlatformGrain"/>
[GrainType(TypeName)]
internal sealed class DigitalPlatformGrain(RecordingServices services, SecretProtector seal)
    : PartnerGrain<DigitalPlatformState, DigitalPlatformEvent>(services, seal), IDigitalPlatformGrain
{
    public const string TypeName = PartnerKey.PlatformTypeName;

    public static EventNames<DigitalPlatformEvent> EventNames { get; } = new("digital_platform");

    private static readonly Recording<DigitalPlatformState, DigitalPlatformEvent> Stored = new(
        TypeName,
        DigitalPlatformJson.Default.DigitalPlatformState,
        DigitalPlatformJson.Default.DigitalPlatformEvent,
        EventNames.Of,
        DigitalPlatformRules.Fold);

    protected override Recording<DigitalPlatformState, DigitalPlatformEvent> Recording => Stored;

    public Task<Answer<PartnerSecret>> Register(string name, string by) =>
        ShowOnce(secret => DigitalPlatformRules.Register(State, Code, name, secret, by, Now));

    protected override Decision<DigitalPlatformEvent> DecideRotation(ProtectedSecret secret, string by) =>
        DigitalPlatformRules.RotateSecret(State, secret, by, Now);
}
