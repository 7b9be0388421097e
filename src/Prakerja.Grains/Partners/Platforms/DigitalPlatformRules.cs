using Prakerja.Grains.Programme;
using static Prakerja.Grains.Partners.DigitalPlatformEvent;

namespace Prakerja.Grains.Partners;

/// <summary>The rules of a digital platform.</summary>
public static class DigitalPlatformRules
{
    public static Decision<DigitalPlatformEvent> Register(
        DigitalPlatformState? state,
        string code,
        string name,
        ProtectedSecret secret,
        string by,
        DateTimeOffset now) => PartnerRules.MayRegister(state, code, name) is { } refusal
            ? refusal
            : new Registered(name, secret, by, now);

    public static Decision<DigitalPlatformEvent> RotateSecret(
        DigitalPlatformState? state, ProtectedSecret secret, string by, DateTimeOffset now) =>
        PartnerRules.MayRotate(state) is { } refusal ? refusal : new SecretRotated(secret, by, now);

    public static DigitalPlatformState Fold(DigitalPlatformState? state, DigitalPlatformEvent @event) =>
        @event switch
        {
            Registered e => new() { Registration = new Registration(e.Name, e.Secret!, e.At) },
            _ when state is null => throw new InvalidOperationException(
                "The first event of a platform must be its registration."),
            SecretRotated e => state with { Registration = state.Registration with { Secret = e.Secret! } },
            _ => throw new InvalidOperationException($"The event {@event.GetType().Name} is not supported."),
        };
}
