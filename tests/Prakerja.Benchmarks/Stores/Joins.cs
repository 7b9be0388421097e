using System.Collections.Concurrent;
using System.Security.Cryptography;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Benchmarks.Stores;

/// <summary>
/// Joins of new participants through a commit log (state of 400 to 700 bytes, event, roll entry), and awards of these
/// participants (the next state, event, deadline, two claims).
/// </summary>
internal sealed class Joins(ICommitLog log)
{
    private const int RollPartitions = 64;

    private static readonly byte[] State = RandomNumberGenerator.GetBytes(700);
    private static readonly byte[] Event = RandomNumberGenerator.GetBytes(120);

    private readonly ConcurrentQueue<KeyedHash> waiting = [];
    private long count;
    private long awarded;

    public long Count => Interlocked.Read(ref count);

    public long Awarded => Interlocked.Read(ref awarded);

    /// <summary>True to remember the joined participants for later awards.</summary>
    public bool RemembersJoined { get; init; }

    public async Task OpenWaveAsync()
    {
        var outcome = await log.CommitAsync(new Commit
        {
            Grain = new GrainKey("wave", "w-1"),
            ExpectedVersion = null,
            State = "{}"u8.ToArray(),
            Gate = new WaveGate(1, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, Closed: false),
        });
        Require(outcome);
    }

    public async ValueTask JoinAsync()
    {
        var hash = Chance();
        var now = TimeProvider.System.GetUtcNow();
        Require(await log.CommitAsync(new Commit
        {
            Grain = KeyOf(hash),
            ExpectedVersion = null,
            State = StateOf(hash),
            Events = [new NewEvent("participant.joined", now, Event)],
            RollEntry = new RollEntry(
                1, (int)(hash.Low % RollPartitions), hash, hash, new ProvinceCode(31), 1, null, now),
        }));
        if (RemembersJoined) waiting.Enqueue(hash);
        Interlocked.Increment(ref count);
    }

    public async ValueTask AwardAsync()
    {
        if (!waiting.TryDequeue(out var hash)) throw new InvalidOperationException("No joined participant is left.");
        var now = TimeProvider.System.GetUtcNow();
        Require(await log.CommitAsync(new Commit
        {
            Grain = KeyOf(hash),
            ExpectedVersion = 1,
            State = StateOf(hash),
            Events = [new NewEvent("participant.card_granted", now, Event)],
            Deadline = DeadlineChange.To(now.AddDays(30)),
            Claims =
            [
                new Claim(ClaimKind.HouseholdSlot, Chance(), Slot: 1),
                new Claim(ClaimKind.CardNumber, Chance()),
            ],
        }));
        Interlocked.Increment(ref awarded);
    }

    public Task FillAsync(int participants) => Parallel.ForEachAsync(
        Enumerable.Range(0, participants),
        new ParallelOptions { MaxDegreeOfParallelism = 2048 },
        async (_, _) => await JoinAsync());

    private static KeyedHash Chance() =>
        KeyedHash.FromBytes(RandomNumberGenerator.GetBytes(KeyedHash.LengthBytes));

    private static GrainKey KeyOf(KeyedHash hash) => new("participant", $"p-{hash}");

    private static ReadOnlyMemory<byte> StateOf(KeyedHash hash) =>
        State.AsMemory(0, 400 + (int)(hash.High % 301));

    private static void Require(CommitOutcome outcome)
    {
        if (outcome.Status != CommitStatus.Committed)
            throw new InvalidOperationException($"{outcome.Status}");
    }
}
