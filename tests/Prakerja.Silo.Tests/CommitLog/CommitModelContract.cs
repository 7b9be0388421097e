using System.Collections.Immutable;
using CsCheck;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>Random groups of commits against <see cref="CommitModel"/>.</summary>
public abstract class CommitModelContract
{
    // Few of everything, so that commits meet: 6 grains, 4 values, 2 slots, 2 waves, times around the gate's.
    private static readonly Gen<Claim> GenClaim = Gen.Select(
        Gen.OneOf(Gen.Const(ClaimKind.Email), Gen.Const(ClaimKind.HouseholdSlot)), Gen.Int[0, 3], Gen.Byte[0, 1],
        (kind, value, slot) => new Claim(kind, Given.Hash(value), slot));

    private static readonly Gen<DateTimeOffset> GenInstant = Gen.Select(
        Gen.OneOf(Gen.Const(Given.Opens), Gen.Const(Given.Closes)), Gen.Int[-1, 1],
        (at, offset) => at.AddMilliseconds(offset));

    private static readonly Gen<DeadlineChange> GenDeadline = Gen.OneOf(
        Gen.Const(DeadlineChange.Keep),
        Gen.Const(DeadlineChange.To(null)),
        GenInstant.Select(at => DeadlineChange.To(at)));

    private static readonly Gen<RollEntry?> GenEntry = Gen.OneOf(
        Gen.Const((RollEntry?)null),
        Gen.Select(
            Gen.Int[1, 2], Gen.Int[0, 5], GenInstant, (wave, person, at) => (RollEntry?)Given.Entry(wave, person, at)));

    private static readonly Gen<WaveGate?> GenGate = Gen.Frequency(
        (8, Gen.Const((WaveGate?)null)),
        (2, Gen.Int[1, 2].Select(w => (WaveGate?)new WaveGate(w, Given.Opens, Given.Closes, false))),
        (1, Gen.Int[1, 2].Select(w => (WaveGate?)new WaveGate(w, Given.Opens, Given.Closes, true))));

    // A version is the right one mostly; "right" is known only when the commit is applied, so here it is an offset.
    private static readonly Gen<(Commit Commit, int VersionOffset)> GenCommit = Gen.Select(
        Gen.Int[0, 5], Gen.Frequency((8, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(-1))), Gen.Int[0, 2],
        GenDeadline, GenEntry, Gen.Select(GenClaim.Array[0, 2], GenClaim.Array[0, 2]), GenGate,
        (grain, offset, events, deadline, entry, claims, gate) => (
            Given.Commit(grain, events: events) with
            {
                Deadline = deadline,
                RollEntry = entry,
                Claims = ImmutableArray.Create(claims.Item1),
                Released = ImmutableArray.Create(claims.Item2),
                Gate = gate,
            },
            offset));

    private protected abstract Task<CommitStore> NewStoreAsync();

    [Fact]
    public async Task Random_groups_have_the_outcomes_and_leave_the_rows_of_the_model()
    {
        await using var store = await NewStoreAsync();
        // One at a time: each sample starts with empty tables in the same file.
        await GenCommit.Array[0, 12].Array[0, 6].SampleAsync(
            groups => HoldsAsync(store, groups), iter: 300, threads: 1);
    }

    private static async Task<bool> HoldsAsync(CommitStore store, (Commit Commit, int VersionOffset)[][] groups)
    {
        await store.EmptyAsync();
        var model = new CommitModel();
        foreach (var group in groups)
        {
            var commits = new List<Commit>();
            var expected = new List<CommitOutcome>();
            foreach (var (commit, offset) in group)
            {
                var right = model.States.TryGetValue(commit.Grain, out var state) ? state.Version : 0;
                var version = right + offset;
                commits.Add(commit with { ExpectedVersion = version <= 0 ? null : version });
                expected.Add(model.Apply(commits[^1]));
            }

            // The model counts its events; how an engine numbers them is its own affair.
            var outcomes = await store.WriteTogetherAsync([.. commits]);
            if (!expected.Select(Unnumbered).SequenceEqual(outcomes.Select(Unnumbered))) return false;
        }

        return await SameRowsAsync(store, model);
    }

    // Between grains of one group there is no order that anybody could have seen.
    private static bool InOrderOfGrain(
        IEnumerable<(GrainKey Grain, string Type)> events, IEnumerable<(GrainKey Grain, string Type)> expected) =>
        events.OrderBy(e => e.Grain.Key, StringComparer.Ordinal)
            .SequenceEqual(expected.OrderBy(e => e.Grain.Key, StringComparer.Ordinal));

    private static CommitOutcome Unnumbered(CommitOutcome outcome) =>
        outcome with { LastEvent = Math.Min(outcome.LastEvent, 1) };

    private static async Task<bool> SameRowsAsync(CommitStore store, CommitModel model)
    {
        var states = new StoredState?[6];
        await store.Engine.ReadAsync(Enumerable.Range(0, 6).Select(Given.Person).ToArray(), states);
        for (var i = 0; i < states.Length; i++)
        {
            var found = model.States.TryGetValue(Given.Person(i), out var state);
            if (found != states[i] is not null) return false;
            if (found && (state.Version != states[i]!.Version || !states[i]!.Payload.Span.SequenceEqual(state.State)))
                return false;
        }

        var deadlines = new Dictionary<GrainKey, DateTimeOffset>();
        for (var partition = 0; partition < Partitions.AllDeadlines && model.Deadlines.Count > 0; partition++)
        {
            foreach (var due in await store.Deadlines.ReadDueAsync(partition, DateTimeOffset.MaxValue, 100))
                deadlines.Add(due.Grain, due.At);
        }

        await store.SettleAsync();
        var events = new List<LoggedEvent>();
        for (var partition = 0; partition < Partitions.Events; partition++)
            events.AddRange(await store.Events.ReadEventsAsync(partition, 0, 1000));
        var roll = new List<RollEntry>();
        foreach (var wave in (int[])[1, 2])
        {
            for (var partition = 0; partition < 4; partition++)
                roll.AddRange((await store.Rolls.ReadRollAsync(wave, partition)).Select(r => r.Entry));
        }

        return deadlines.OrderBy(d => d.Key.Key).SequenceEqual(model.Deadlines.OrderBy(d => d.Key.Key))
            && InOrderOfGrain(events.OrderBy(e => e.Number).Select(e => (e.Grain, e.Type)), model.Events)
            && roll.ToHashSet().SetEquals(model.Roll.Values)
            && (await store.Keys.ReadGatesAsync()).SequenceEqual(model.Gates.Values.OrderBy(g => g.Wave))
            && (await store.ClaimsAsync()).SetEquals(model.Claims.Select(c => (c.Key, c.Value)));
    }
}
