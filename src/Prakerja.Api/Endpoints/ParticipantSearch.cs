using Prakerja.Api.Http;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// Finds participants by a value that they hold: one look-up of its keyed hash among the claims, or none for a NIK,
/// whose hash is the key. A value is claimed when it is proven, so a phone and an email find verified people only, and
/// a family card finds those who hold one of the slots of the household.
/// </summary>
internal sealed class ParticipantSearch(IClaimReader claims, IdentityKey identity, IGrainFactory grains)
{
    private const int MatchesMax = 10;

    public async ValueTask<Answer<IReadOnlyList<IParticipantGrain>>> FindAsync(SearchParticipantsRequest request)
    {
        if (request.By == SearchValue.Nik)
        {
            if (FieldParser.Nik(request.Value).IsRefused(out var refusal, out var nik)) return refusal;
            return new Answer<IReadOnlyList<IParticipantGrain>>
            {
                Value = [grains.GetParticipant(ParticipantKey.Of(nik, identity))],
            };
        }

        if (ClaimOf(request) is not { } claim) return RequestRefusals.OutOfRange;
        var holders = await claims.FindHoldersAsync(claim.Kind, claim.Value, MatchesMax);
        return new Answer<IReadOnlyList<IParticipantGrain>>
        {
            Value = [.. holders.Distinct(StringComparer.Ordinal).Select(grains.GetParticipant)],
        };
    }

    private Claim? ClaimOf(SearchParticipantsRequest request)
    {
        var text = request.Value;
        return request.By switch
        {
            SearchValue.FamilyCard when FamilyCardNumber.TryParse(text, out var card) =>
                new Claim(ClaimKind.HouseholdSlot, ClaimValues.Household(identity, card)),
            SearchValue.Phone when PhoneNumber.TryParse(text, out var phone) =>
                new Claim(ClaimKind.Phone, ClaimValues.Phone(identity, phone)),
            SearchValue.Email when FieldParser.IsEmail(text) =>
                new Claim(ClaimKind.Email, ClaimValues.Email(identity, text)),
            SearchValue.Card when CardNumber.TryParse(text, out var number) =>
                new Claim(ClaimKind.CardNumber, ClaimValues.Card(identity, number)),
            SearchValue.RedeemCode when RedeemCode.TryParse(text, out var code) =>
                new Claim(ClaimKind.RedeemCode, ClaimValues.RedeemCode(identity, code)),
            SearchValue.Certificate when FieldParser.IsName(text) =>
                new Claim(ClaimKind.Certificate, ClaimValues.Certificate(identity, text)),
            SearchValue.Wallet when request.Provider is { } provider && FieldParser.IsName(text) =>
                new Claim(ClaimKind.Wallet, ClaimValues.Wallet(identity, provider, text)),
            _ => null,
        };
    }
}

/// <summary>The kind of value by which a person is found.</summary>
internal enum SearchValue : byte
{
    Nik,
    FamilyCard,
    Phone,
    Email,
    Card,
    RedeemCode,
    Certificate,
    Wallet,
}

/// <summary>A search. The value stands in the body, because addresses are logged.</summary>
/// <param name="Value">The value as the person names it, at most 100 characters for a certificate or wallet.</param>
/// <param name="Provider">Only for a wallet: its provider.</param>
internal sealed record SearchParticipantsRequest(SearchValue By, string Value, WalletProvider? Provider = null)
{
    public override string ToString() => nameof(SearchParticipantsRequest);
}
