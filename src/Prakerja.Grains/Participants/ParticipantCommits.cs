using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Participants;

/// <summary>What a participant's events mean beyond its own row: claims taken and given back, and the roll.</summary>
public static class ParticipantCommits
{
    public static Commit Complete(
        Commit commit,
        ParticipantState? before,
        ParticipantState after,
        ImmutableArray<ParticipantEvent> events,
        IdentityKey identity,
        WaveSchedule? wave)
    {
        foreach (var happened in events) commit = With(commit, after, happened, identity, wave);
        // Nearly every commit leaves the wallet as it is, and hashes nothing.
        return ReferenceEquals(before?.Wallet, after.Wallet)
            ? commit
            : WithWallet(commit, before?.Wallet, after.Wallet, identity);
    }

    private static Commit With(
        Commit commit, ParticipantState after, ParticipantEvent happened, IdentityKey identity, WaveSchedule? wave)
    {
        var profile = after.Profile;
        return happened switch
        {
            PhoneVerified => commit with
            {
                // The phone first: who has not verified one of his own is not told whether an email is registered.
                Claims = commit.Claims
                    .Add(new Claim(ClaimKind.Phone, ClaimValues.Phone(identity, profile.Phone)))
                    .Add(new Claim(ClaimKind.Email, ClaimValues.Email(identity, profile.Email))),
            },
            WaveJoined e => commit with { RollEntry = EntryOf(after, e, identity, wave!) },
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

    /// <summary>
    /// Rule I1: an account is one participant's from when its check says so. Before, anybody can have linked it: the one
    /// whose it is must not be kept out.
    /// </summary>
    private static Commit WithWallet(Commit commit, Wallet? before, Wallet? after, IdentityKey identity)
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
        ParticipantState after, WaveJoined joined, IdentityKey identity, WaveSchedule wave) => new(
            joined.Wave,
            ApplicationRules.RollPartitionOf(after.Profile.Household, wave.RollPartitions),
            ParticipantKey.HashOf(after.Profile.Nik, identity),
            after.Profile.Household,
            joined.Province,
            joined.Tier,
            EligibilityRules.SetAsideWhenApplying(after),
            joined.At);

    /// <summary>What a taken claim means to the one who asked.</summary>
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
            // 80 bits of chance met twice: the next try gets another code.
            ClaimKind.RedeemCode => SystemRefusals.Conflict,
            var kind => throw new InvalidOperationException($"A participant does not claim {kind}."),
        },
        _ => refusal.ToRefusal(),
    };
}
