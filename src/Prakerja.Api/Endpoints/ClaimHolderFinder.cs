using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// Finds the participant who holds a phone, a card number, a redeem code or a certificate, by its claim.
/// </summary>
internal sealed class ClaimHolderFinder(IClaimReader claims, IdentityKey identity, IGrainFactory grains)
{
    public ValueTask<IParticipantGrain?> Find(PhoneNumber phone) =>
        Find(ClaimKind.Phone, ClaimValues.Phone(identity, phone));

    public ValueTask<IParticipantGrain?> Find(CardNumber card) =>
        Find(ClaimKind.CardNumber, ClaimValues.Card(identity, card));

    public ValueTask<IParticipantGrain?> Find(RedeemCode code) =>
        Find(ClaimKind.RedeemCode, ClaimValues.RedeemCode(identity, code));

    public ValueTask<IParticipantGrain?> FindEmail(string email) =>
        Find(ClaimKind.Email, ClaimValues.Email(identity, email));

    public ValueTask<IParticipantGrain?> FindCertified(string certificate) =>
        Find(ClaimKind.Certificate, ClaimValues.Certificate(identity, certificate));

    private async ValueTask<IParticipantGrain?> Find(ClaimKind kind, KeyedHash value) =>
        await claims.FindHolderAsync(kind, value) is { } key ? grains.GetParticipant(key) : null;
}
