using System.Text.Json;
using Prakerja.Benchmarks.Sqlite;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Benchmarks.Cluster.Services;

/// <summary>
/// People at a given stage, written through the commit log as the programme would write them. The measurement starts
/// there; a million sign-ups over HTTP would take hours.
/// </summary>
internal sealed class SeededPeople(ICommitLog log, IdentityKey identity)
{
    private const int WritersAtOnce = 4_096;
    private const int RightAnswers = 12;

    private static readonly ProgrammeOptions Options = new();

    private int people;

    /// <summary>
    /// Registered with a submitted test and an issued code: one request with phone and code logs in.
    /// </summary>
    public Task<IReadOnlyList<(string Phone, string Code)>> SignUpAsync(int count, DateTimeOffset now) =>
        EachAsync(count, async (profile, key) =>
        {
            var state = SignedUp(profile, now) with
            {
                PhoneVerified = true,
                Elsewhere = new NewDeviceCodes(new OneTimeCode(CodePurpose.LogInElsewhere, 1, now, 0), now, 1),
                CodesIssued = 1,
            };
            await WriteAsync(CommitOf(key, state) with
            {
                Claims = [new Claim(ClaimKind.Phone, ClaimValues.Phone(identity, profile.Phone))],
            });
            return (
                profile.Phone.Reveal(), OneTimeCodes.DigitsOf(identity, key, CodePurpose.LogInElsewhere, 1));
        });

    /// <summary>On the roll of an open wave.</summary>
    public Task<IReadOnlyList<string>> JoinAsync(int count, int wave, int partitions, DateTimeOffset now) =>
        EachAsync(count, async (profile, key) =>
        {
            var state = SignedUp(profile, now) with
            {
                PhoneVerified = true,
                Application = new Application.Waiting(wave, now, profile.Province, PriorityTiers.Last),
            };
            await WriteAsync(CommitOf(key, state) with
            {
                RollEntry = new RollEntry(
                    wave,
                    ApplicationRules.RollPartitionOf(profile.Household, partitions),
                    ParticipantKey.HashOf(profile.Nik, identity),
                    profile.Household,
                    profile.Province,
                    PriorityTiers.Last,
                    null,
                    now),
            });
            return key;
        });

    /// <summary>With an active card, its deadline armed and its claims taken; nothing bought yet.</summary>
    /// <param name="warned">Whether the reminder before the end has gone out, so that the end comes
    /// next.</param>
    public Task<IReadOnlyList<string>> GrantCardsAsync(
        int count, int wave, DateTimeOffset notifiedAt, bool warned, DateTimeOffset now) =>
        EachAsync(count, async (profile, key) =>
        {
            var number = CardNumber.Random();
            var state = SignedUp(profile, notifiedAt) with
            {
                PhoneVerified = true,
                Application = new Application.Selected(wave, notifiedAt),
                Card = new Card.Active(
                    number, wave, notifiedAt, Options.TrainingBalance, HouseholdSlot: 1,
                    Options.TrainingBalance, warned, Freeze: null, CancellationRequest: null),
            };
            await WriteAsync(CommitOf(key, state) with
            {
                Deadline = DeadlineChange.To(ParticipantRules.NextDeadline(state, now, Options)),
                Claims =
                [
                    new Claim(ClaimKind.HouseholdSlot, profile.Household, 1),
                    new Claim(ClaimKind.CardNumber, ClaimValues.Card(identity, number)),
                ],
            });
            return key;
        });

    /// <summary>
    /// A day's noon on which a notification is followed by a window that ends at this midnight.
    /// </summary>
    public static DateTimeOffset NotifiedFor(DateTimeOffset windowEndsAt)
    {
        var lastDay = Wib.DateOf(windowEndsAt.AddTicks(-1));
        var notifiedAt = Wib.StartOf(lastDay.AddDays(-Options.PurchaseWindowDays)).AddHours(12);
        var ends = CardRules.FirstPurchaseEndsAt(notifiedAt, Options);
        if (ends != windowEndsAt || CardRules.BalanceEndsAt(notifiedAt, Options) < windowEndsAt)
            throw new InvalidOperationException(
                $"No card lapses at {windowEndsAt:O}, after the budget year's end: run this in another month.");
        return notifiedAt;
    }

    private static ParticipantState SignedUp(Profile profile, DateTimeOffset at) => new()
    {
        Profile = profile,
        Test = new AbilityTest.Submitted(at, RightAnswers, Passed: true),
    };

    private static Commit CommitOf(string key, ParticipantState state) => new()
    {
        Grain = new GrainKey("participant", key),
        ExpectedVersion = null,
        State = JsonSerializer.SerializeToUtf8Bytes(state, ParticipantJson.Default.ParticipantState),
    };

    private async Task WriteAsync(Commit commit)
    {
        var outcome = await log.CommitAsync(commit);
        if (outcome.Status != CommitStatus.Committed) throw new InvalidOperationException(outcome.ToString());
    }

    private async Task<IReadOnlyList<T>> EachAsync<T>(int count, Func<Profile, string, Task<T>> make)
    {
        var first = people;
        people += count;
        var made = new T[count];
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce },
            async (person, _) =>
            {
                var profile = MemoryBenchmark.Person(first + person, identity);
                made[person] = await make(profile, ParticipantKey.Of(profile.Nik, identity));
            });
        return made;
    }
}
