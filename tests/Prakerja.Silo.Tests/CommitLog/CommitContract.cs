using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.CommitLog.Batching;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>What every engine of the commit log does, whatever it writes to.</summary>
public abstract partial class CommitContract
{
    private protected abstract Task<CommitStore> NewStoreAsync();

    [Fact]
    public async Task A_first_write_makes_version_1_and_is_read_back()
    {
        await using var store = await NewStoreAsync();
        var commit = Given.Commit(1, events: 2);

        var outcome = await store.Log.CommitAsync(commit);
        var state = await store.Log.ReadAsync(commit.Grain);

        var history = await store.Events.ReadEventsOfGrainAsync(commit.Grain, 0, 10);
        Assert.Equal(2, history.Count);
        Assert.Equal(CommitOutcome.Committed(1, history[1].Number), outcome);
        Assert.Equal(1, state!.Version);
        Assert.Equal(commit.State.ToArray(), state.Payload.ToArray());
        Assert.Null(await store.Log.ReadAsync(Given.Person(2)));
        Assert.Null(await store.Log.ReadAsync(commit.Grain with { Type = "other" }));
    }

    [Fact]
    public async Task A_commit_without_events_says_so_and_keeps_the_grains_history()
    {
        await using var store = await NewStoreAsync();
        await store.Log.CommitAsync(Given.Commit(1, events: 2));

        Assert.Equal(CommitOutcome.Committed(2, 0), await store.Log.CommitAsync(Given.Commit(1, 1, events: 0)));
        var third = await store.Log.CommitAsync(Given.Commit(1, 2));
        var history = await store.Events.ReadEventsOfGrainAsync(Given.Person(1), 0, 10);
        Assert.Equal(3, history.Count);
        Assert.Equal(CommitOutcome.Committed(3, history[2].Number), third);
        Assert.Equal(history.Select(e => e.Number).Order().Distinct(), history.Select(e => e.Number));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    [InlineData(3L)]
    public async Task A_stale_version_is_a_conflict(long? version)
    {
        await using var store = await NewStoreAsync();
        await store.WriteTogetherAsync(Given.Commit(1), Given.Commit(1, 1));

        Assert.Equal(CommitStatus.VersionConflict, (await store.Log.CommitAsync(Given.Commit(1, version))).Status);
    }

    [Fact]
    public async Task A_version_expected_of_a_grain_without_a_row_is_a_conflict()
    {
        await using var store = await NewStoreAsync();
        Assert.Equal(CommitStatus.VersionConflict, (await store.Log.CommitAsync(Given.Commit(1, 1))).Status);
    }

    [Fact]
    public async Task Of_many_first_writes_at_once_one_succeeds()
    {
        await using var store = await NewStoreAsync();

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(_ => Task.Run(async () => await store.Log.CommitAsync(Given.Commit(1)))));

        Assert.Single(outcomes, o => o.Status == CommitStatus.Committed);
        Assert.Equal(199, outcomes.Count(o => o.Status == CommitStatus.VersionConflict));
        Assert.Equal(1, await store.NumberAsync("SELECT count(*) FROM event_log"));
    }

    public static TheoryData<string> Refusals => ["version", "claim", "gate", "roll"];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refused_commit_leaves_nothing_and_touches_no_neighbour(string refusal)
    {
        await using var store = await NewStoreAsync();
        await store.WriteTogetherAsync(
            Given.OpenWave(1),
            Given.OpenWave(2) with { Gate = new WaveGate(2, Given.Opens, Given.Closes, Closed: true) },
            Given.Commit(1) with { Claims = [Given.Email(1)], RollEntry = Given.Entry(1, 1) },
            Given.Commit(2) with { Claims = [Given.Email(2)] });
        var everything = Given.Commit(2, 1, events: 3) with
        {
            Claims = [Given.Email(7)],
            Released = [Given.Email(2)],
            Deadline = DeadlineChange.To(Given.Closes),
            RollEntry = Given.Entry(1, 2),
            Gate = new WaveGate(9, Given.Opens, Given.Closes, false),
        };
        var (refused, status) = refusal switch
        {
            "version" => (everything with { ExpectedVersion = 9 }, CommitStatus.VersionConflict),
            "claim" => (everything with { Claims = [Given.Email(7), Given.Email(1)] }, CommitStatus.ClaimTaken),
            "gate" => (everything with { RollEntry = Given.Entry(2, 2) }, CommitStatus.WaveClosed),
            _ => (everything with { RollEntry = Given.Entry(1, 1) }, CommitStatus.AlreadyOnRoll),
        };
        var before = await store.DumpAsync();

        Assert.Equal(status, (await store.WriteTogetherAsync(refused))[0].Status);
        Assert.Equal(before, await store.DumpAsync());

        var outcomes =
            await store.WriteTogetherAsync(Given.Commit(11), refused, Given.Commit(12, events: 2), everything);
        Assert.Equal(
            [CommitStatus.Committed, status, CommitStatus.Committed, CommitStatus.Committed],
            outcomes.Select(o => o.Status));
        // The refused one's events took no numbers: 2 before, then 1, 2 and 3.

        Assert.Equal(8, await store.NumberAsync("SELECT count(*) FROM event_log"));
    }

    [Fact]
    public async Task A_claim_goes_to_the_first_of_a_group()
    {
        await using var store = await NewStoreAsync();
        var outcomes = await store.WriteTogetherAsync(
            Given.Commit(1) with { Claims = [Given.Email(5)] },
            Given.Commit(2) with { Claims = [Given.Email(5)] });

        Assert.Equal(CommitStatus.Committed, outcomes[0].Status);
        Assert.Equal(CommitOutcome.ClaimTaken(Given.Email(5)), outcomes[1]);
        Assert.Equal(Given.Person(1).Key, await store.Holders.FindHolderAsync(ClaimKind.Email, Given.Hash(5)));
        Assert.Null(await store.Holders.FindHolderAsync(ClaimKind.Phone, Given.Hash(5)));
    }

    [Fact]
    public async Task The_holders_of_all_slots_of_a_value_are_found_in_their_order()
    {
        await using var store = await NewStoreAsync();
        await store.WriteTogetherAsync(
            Given.Commit(1) with { Claims = [new Claim(ClaimKind.HouseholdSlot, Given.Hash(5), 2)] },
            Given.Commit(2) with { Claims = [new Claim(ClaimKind.HouseholdSlot, Given.Hash(5), 1)] });

        Assert.Equal(
            [Given.Person(2).Key, Given.Person(1).Key],
            await store.Holders.FindHoldersAsync(ClaimKind.HouseholdSlot, Given.Hash(5), 10));
        Assert.Equal(
            [Given.Person(2).Key],
            await store.Holders.FindHoldersAsync(ClaimKind.HouseholdSlot, Given.Hash(5), 1));
        Assert.Empty(await store.Holders.FindHoldersAsync(ClaimKind.Email, Given.Hash(5), 10));
    }

    [Fact]
    public async Task A_claim_already_held_by_the_same_grain_is_no_conflict()
    {
        await using var store = await NewStoreAsync();
        var outcomes = await store.WriteTogetherAsync(
            Given.Commit(1) with { Claims = [Given.Email(5), Given.Email(5)] },
            Given.Commit(1, 1) with { Claims = [Given.Email(5)], Released = [Given.Email(5)] });

        Assert.All(outcomes, o => Assert.Equal(CommitStatus.Committed, o.Status));
        Assert.Equal(Given.Person(1).Key, await store.Holders.FindHolderAsync(ClaimKind.Email, Given.Hash(5)));
    }

    [Fact]
    public async Task A_released_claim_is_free_and_one_not_held_is_left_alone()
    {
        await using var store = await NewStoreAsync();
        var outcomes = await store.WriteTogetherAsync(
            Given.Commit(1) with { Claims = [Given.Email(5)] },
            Given.Commit(2) with { Released = [Given.Email(5)] },
            Given.Commit(3) with { Claims = [Given.Email(5)] },
            Given.Commit(1, 1) with { Released = [Given.Email(5)] },
            Given.Commit(3) with { Claims = [Given.Email(5)] });

        Assert.Equal(CommitStatus.ClaimTaken, outcomes[2].Status);
        Assert.Equal(CommitStatus.Committed, outcomes[4].Status);
        Assert.Equal(Given.Person(3).Key, await store.Holders.FindHolderAsync(ClaimKind.Email, Given.Hash(5)));
    }

    [Fact]
    public async Task A_household_has_two_slots()
    {
        await using var store = await NewStoreAsync();
        var outcomes = await store.WriteTogetherAsync(
            Given.Commit(1) with { Claims = [new Claim(ClaimKind.HouseholdSlot, Given.Hash(9), 1)] },
            Given.Commit(2) with { Claims = [new Claim(ClaimKind.HouseholdSlot, Given.Hash(9), 1)] },
            Given.Commit(2) with { Claims = [new Claim(ClaimKind.HouseholdSlot, Given.Hash(9), 2)] });

        Assert.Equal(
            [CommitStatus.Committed, CommitStatus.ClaimTaken, CommitStatus.Committed], outcomes.Select(o => o.Status));
    }

    [Theory]
    [InlineData(-1, CommitStatus.WaveClosed)]
    [InlineData(0, CommitStatus.Committed)]
    public async Task The_gate_opens_at_its_instant(int milliseconds, CommitStatus status)
    {
        await using var store = await NewStoreAsync();
        await store.Log.CommitAsync(Given.OpenWave(1));
        var entry = Given.Entry(1, 1, Given.Opens.AddMilliseconds(milliseconds));
        Assert.Equal(status, (await store.Log.CommitAsync(Given.Commit(1) with { RollEntry = entry })).Status);
    }

    [Theory]
    [InlineData(-1, CommitStatus.Committed)]
    [InlineData(0, CommitStatus.WaveClosed)]
    [InlineData(1, CommitStatus.WaveClosed)]
    public async Task The_gate_closes_before_its_instant(int milliseconds, CommitStatus status)
    {
        await using var store = await NewStoreAsync();
        await store.Log.CommitAsync(Given.OpenWave(1));
        var entry = Given.Entry(1, 1, Given.Closes.AddMilliseconds(milliseconds));
        Assert.Equal(status, (await store.Log.CommitAsync(Given.Commit(1) with { RollEntry = entry })).Status);
    }

    [Fact]
    public async Task An_unknown_or_closed_gate_lets_nothing_through_even_within_its_times()
    {
        await using var store = await NewStoreAsync();
        var outcomes = await store.WriteTogetherAsync(
            Given.Commit(1) with { RollEntry = Given.Entry(1, 1) },
            Given.OpenWave(1),
            Given.Commit(1) with { RollEntry = Given.Entry(1, 1) },
            Given.OpenWave(1, 1, closed: true),
            Given.Commit(2) with { RollEntry = Given.Entry(1, 2) });

        Assert.Equal(
            [
                CommitStatus.WaveClosed, CommitStatus.Committed, CommitStatus.Committed, CommitStatus.Committed,
                CommitStatus.WaveClosed,
            ],
            outcomes.Select(o => o.Status));
        Assert.Equal(
            [new WaveGate(1, Given.Opens, Given.Closes, true)], await store.Keys.ReadGatesAsync());
    }

    [Fact]
    public async Task Nobody_stands_on_a_roll_twice_not_even_in_two_partitions()
    {
        await using var store = await NewStoreAsync();
        await store.WriteTogetherAsync(Given.OpenWave(1), Given.OpenWave(2));
        var entry = Given.Entry(1, 1);
        var outcomes = await store.WriteTogetherAsync(
            Given.Commit(1) with { RollEntry = entry },
            Given.Commit(1, 1) with { RollEntry = entry with { Partition = 3, AppliedAt = Given.Closes.AddDays(-1) } },
            Given.Commit(1, 1) with { RollEntry = entry with { Wave = 2 } });

        Assert.Equal(
            [CommitStatus.Committed, CommitStatus.AlreadyOnRoll, CommitStatus.Committed],
            outcomes.Select(o => o.Status));
    }

    [Fact]
    public async Task A_deadline_is_kept_moved_or_removed()
    {
        await using var store = await NewStoreAsync();
        var partition = Partitions.Of(Given.Person(1).Key, Partitions.Deadlines);
        var due = Given.Opens;
        async Task<DateTimeOffset?> After(DeadlineChange change, long? version)
        {
            await store.Log.CommitAsync(Given.Commit(1, version) with { Deadline = change });
            var rows = await store.Deadlines.ReadDueAsync(partition, DateTimeOffset.MaxValue, 10);
            return rows.Count == 0 ? null : rows.Single().At;
        }

        Assert.Null(await After(DeadlineChange.Keep, null));
        Assert.Equal(due, await After(DeadlineChange.To(due), 1));
        Assert.Equal(due, await After(DeadlineChange.Keep, 2));
        Assert.Equal(due.AddDays(1), await After(DeadlineChange.To(due.AddDays(1)), 3));
        Assert.Null(await After(DeadlineChange.To(null), 4));
    }

    [Fact]
    public async Task A_malformed_commit_is_its_senders_bug_and_fails_nobody_else()
    {
        await using var store = await NewStoreAsync();
        var good = store.Log.CommitAsync(Given.Commit(1)).AsTask();
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await store.Log.CommitAsync(Given.Commit(2) with { Grain = new GrainKey("participant", "") }));
        await Assert.ThrowsAsync<ArgumentException>(
            async () =>
                await store.Log.CommitAsync(Given.Commit(2) with { State = new byte[CommitValidation.MaxBytes + 1] }));
        Assert.Equal(CommitStatus.Committed, (await good).Status);
    }

    [Fact]
    public async Task Empty_states_and_payloads_are_kept_as_empty()
    {
        await using var store = await NewStoreAsync();
        var commit = Given.Commit(1) with { State = default, Events = [new NewEvent("e", Given.Opens, default)] };
        await store.Log.CommitAsync(commit);
        Assert.Equal(0, (await store.Log.ReadAsync(commit.Grain))!.Payload.Length);
        Assert.Empty((await store.Events.ReadEventsOfGrainAsync(commit.Grain, 0, 1))[0].Payload);
    }
}
