using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// The events of a payment partner. The names are stored: never change one, add a new one.
/// Secrets are stored in the state only, not in the event log.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Registered), "registered")]
[JsonDerivedType(typeof(SecretRotated), "secret_rotated")]
public abstract record PaymentPartnerEvent
{
    private PaymentPartnerEvent()
    {
    }

    public sealed record Registered(
        string Name,
        [property: JsonIgnore] ProtectedSecret? Secret,
        ImmutableArray<WalletProvider> Wallets,
        string By,
        DateTimeOffset At) : PaymentPartnerEvent;

    public sealed record SecretRotated(
        [property: JsonIgnore] ProtectedSecret? Secret, string By, DateTimeOffset At)
        : PaymentPartnerEvent;
}
