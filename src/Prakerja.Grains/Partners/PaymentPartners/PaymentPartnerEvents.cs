using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// What happened to a payment partner. The names are stored for ever: never change one, add a new one.
/// Secrets go into the state only.
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
