using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>What a participant's events add to the commit beyond the own row: claims and the roll entry.</summary>
public static class ParticipantCommits
{
    /// <summary>Adds the claims taken and released, and the roll entry, to a commit.</summary>
    public static Commit Complete(
        Commit commit,
        ParticipantState? before,
        ParticipantState after,
        ImmutableArray<ParticipantEvent> events,
        IdentityKey identity)
    {
        foreach (var @event in events) commit = Add(commit, after, @event, identity);
        // Nearly every commit leaves the wallet as it is; then nothing is hashed.
        return ReferenceEquals(before?.Wallet, after.Wallet)
            ? commit
            : AddWallet(commit, before?.Wallet, after.Wallet, identity);
    }

    private static Commit Add(
        Commit commit, ParticipantState after, ParticipantEvent @event, IdentityKey identity)
    {
        var profile = after.Profile;
        return @event switch
        {
            PhoneVerified => commit with { Claims = commit.Claims.Add(PhoneOf(profile, identity)) },
            EmailConfirmed => commit with { Claims = commit.Claims.Add(EmailOf(profile, identity)) },
            EmailGivenUp => commit with { Released = commit.Released.Add(EmailOf(profile, identity)) },
            WaveJoined e => commit with { RollEntry = EntryOf(after, e, identity) },
            CardGranted e => commit with
            {
                Claims = commit.Claims
                    .Add(new Claim(ClaimKind.HouseholdSlot, profile.Household, e.HouseholdSlot))
                    .Add(new Claim(ClaimKind.CardNumber, ClaimValues.Card(identity, e.Number))),
            },
            CardLapsed e => commit with
            {
                Released = commit.Released.Add(new Claim(ClaimKind.HouseholdSlot, profile.Household, e.HouseholdSlot)),
            },
            CourseBought e => commit with
            {
                Claims = commit.Claims.Add(
                    new Claim(ClaimKind.RedeemCode, ClaimValues.RedeemCode(identity, e.Code))),
            },
            CertificateIssued e => commit with
            {
                Claims = commit.Claims.Add(
                    new Claim(ClaimKind.Certificate, ClaimValues.Certificate(identity, e.Certificate))),
            },
            _ => commit,
        };
    }

    private static Claim PhoneOf(Profile profile, IdentityKey identity) =>
        new(ClaimKind.Phone, ClaimValues.Phone(identity, profile.Phone));

    private static Claim EmailOf(Profile profile, IdentityKey identity) =>
        new(ClaimKind.Email, ClaimValues.Email(identity, profile.Email));

    /// <summary>
    /// Rule I1. A wallet account belongs to one participant from its successful check on. Anybody can link an unchecked
    /// account, so linking alone must not keep its owner out.
    /// </summary>
    private static Commit AddWallet(Commit commit, Wallet? before, Wallet? after, IdentityKey identity)
    {
        var (old, held) = (ClaimOf(before, identity), ClaimOf(after, identity));
        if (old == held) return commit;
        return commit with
        {
            Released = old is { } gone ? commit.Released.Add(gone) : commit.Released,
            Claims = held is { } taken ? commit.Claims.Add(taken) : commit.Claims,
        };
    }

    private static Claim? ClaimOf(Wallet? wallet, IdentityKey identity) => wallet is { Check: WalletCheck.Verified }
        ? new Claim(ClaimKind.Wallet, ClaimValues.Wallet(identity, wallet.Provider, wallet.Account))
        : null;

    private static RollEntry EntryOf(
        ParticipantState after, WaveJoined joined, IdentityKey identity) => new(
            joined.Wave,
            joined.RollPartition,
            ParticipantKey.HashOf(after.Profile.Nik, identity),
            after.Profile.Household,
            joined.Province,
            joined.Tier,
            EligibilityRules.SetAsideWhenApplying(after),
            joined.At);

    /// <summary>The refusal that a commit which was not written means to the caller.</summary>
    public static Refusal RefusalOf(CommitRefusal refusal) => refusal.Status switch
    {
        CommitStatus.WaveClosed => ParticipantRefusals.WaveClosed,
        CommitStatus.ClaimTaken => refusal.Taken.Kind switch
        {
            ClaimKind.Email => ParticipantRefusals.EmailTaken,
            ClaimKind.Phone => ParticipantRefusals.PhoneTaken,
            ClaimKind.HouseholdSlot => AwardRefusals.HouseholdFull,
            ClaimKind.CardNumber => ParticipantRefusals.CardNumberTaken,
            ClaimKind.Wallet => ParticipantRefusals.WalletTaken,
            ClaimKind.Certificate => ParticipantRefusals.CertificateTaken,
            // Two random codes of 80 bits were equal; the next try gets another one.
            ClaimKind.RedeemCode => SystemRefusals.Conflict,
            var kind => throw new InvalidOperationException($"A participant does not claim {kind}."),
        },
        _ => refusal.ToRefusal(),
    };
}
