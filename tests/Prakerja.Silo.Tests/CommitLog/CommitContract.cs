using Prakerja.Grains.Deadlines;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.CommitLog.Batching;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>What every engine of the commit log does, whatever it writes to.</summary>
public abstract class CommitContract
{
    private protected abstract Task<CommitStore> NewStoreAsync();

    [Fact]
    public async Task A_first_write_makes_version_1_and_is_read_back()
    {
        await using var store = await NewStoreAsync();
        var commit = Given.Commit(1, events: 2);

        var outcome = await store.Log.CommitAsync(commit);
        var state = await store.Log.ReadAsync(commit.Grain);

        var history = await store.Events.ReadOfGrainAsync(commit.Grain, 0, 10);
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
        var history = await store.Events.ReadOfGrainAsync(Given.Person(1), 0, 10);
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
            [new WaveGate(1, Given.Opens, Given.Closes, true)], await store.Keys.GatesAsync());
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
            var rows = await store.Deadlines.DueAsync(partition, DateTimeOffset.MaxValue, 10);
            return rows.Count == 0 ? null : rows.Single().At;
        }

        Assert.Null(await After(DeadlineChange.Keep, null));
        Assert.Equal(due, await After(DeadlineChange.To(due), 1));
        Assert.Equal(due, await After(DeadlineChange.Keep, 2));
        Assert.Equal(due.AddDays(1), await After(DeadlineChange.To(due.AddDays(1)), 3));
        Assert.Null(await After(DeadlineChange.To(null), 4));
    }

    [Fact]
    public async Task Due_rows_come_earliest_first_within_their_partition_and_never_early()
    {
        await using var store = await NewStoreAsync();
        var people = Enumerable.Range(1, 300).ToArray();
        await store.WriteTogetherAsync([.. people.Select(p => Given.Commit(p) with
        {
            Deadline = DeadlineChange.To(Given.Opens.AddMilliseconds(-p).AddTicks(1)),
        })]);
        var now = Given.Opens.AddMilliseconds(-100);

        var due = new List<DueDeadline>();
        for (var partition = 0; partition < Partitions.Deadlines; partition++)
        {
            var rows = await store.Deadlines.DueAsync(partition, now, 100);
            Assert.Equal(rows.OrderBy(r => r.At), rows);
            Assert.All(rows, r => Assert.Equal(partition, Partitions.Of(r.Grain.Key, Partitions.Deadlines)));
            due.AddRange(rows);
        }

        // Person 100's deadline is a tick after now.
        Assert.Equal(200, due.Count);
        Assert.DoesNotContain(due, d => d.Grain == Given.Person(100));
        var figures = await store.Deadlines.FiguresAsync(now);
        Assert.Equal((300, 200), (figures.Armed, figures.Due));
        Assert.Equal(Given.Opens.AddMilliseconds(-299), figures.Earliest);
    }

    [Fact]
    public async Task Events_are_numbered_in_order_and_read_by_partition_and_by_grain()
    {
        await using var store = await NewStoreAsync();
        for (var round = 0; round < 3; round++)
        {
            await store.WriteTogetherAsync(
                [.. Enumerable.Range(0, 50).Select(p => Given.Commit(p, round == 0 ? null : round, events: p % 3))]);
        }

        await store.SettleAsync();
        var all = new List<LoggedEvent>();
        for (var partition = 0; partition < Partitions.Events; partition++)
        {
            var first = await store.Events.ReadAsync(partition, 0, 5);
            var rest = await store.Events.ReadAsync(partition, first[^1].Number, 1000);
            Assert.Equal(rest[^1].Number, await store.Events.LastAsync(partition));
            Assert.Equal(rest.Count, await store.Events.CountAsync(partition, first[^1].Number, 1000));
            Assert.Equal(3, await store.Events.CountAsync(partition, 0, 3));
            Assert.All(first.Concat(rest), e => Assert.Equal(partition, Partitions.Of(e.Grain.Key, Partitions.Events)));
            all.AddRange([.. first, .. rest]);
        }

        Assert.Equal(3 * 49, all.Select(e => e.Number).Distinct().Count());
        var history = all.Where(e => e.Grain == Given.Person(2)).OrderBy(e => e.Number).Select(e => e.Number).ToArray();
        Assert.Equal(6, history.Length);
        var page = await store.Events.ReadOfGrainAsync(Given.Person(2), history[0], 3);
        Assert.Equal(history[1..4], page.Select(e => e.Number));
        Assert.Empty(await store.Events.ReadOfGrainAsync(Given.Person(0), 0, 10));
        Assert.Equal(Given.Opens, page[0].At);
    }

    [Fact]
    public async Task A_roll_is_read_by_household_then_participant_with_what_decides_before_the_draw()
    {
        await using var store = await NewStoreAsync();
        await store.WriteTogetherAsync(
            Given.OpenWave(1),
            Given.Commit(4) with
            {
                RollEntry = Given.Entry(1, 4, household: 7) with { Province = new ProvinceCode(11) },
            },
            Given.Commit(8) with { RollEntry = Given.Entry(1, 8, household: 5), },
            Given.Commit(12) with
            {
                RollEntry = Given.Entry(1, 12, household: 7) with { SetAside = SetAsideReason.TestFailed },
            },
            Given.Commit(16) with { Claims = [new Claim(ClaimKind.HouseholdSlot, Given.Hash(7), 1)] },
            new Commit
            {
                Grain = new GrainKey("exclusions", "x-1"),
                ExpectedVersion = null,
                State = "{}"u8.ToArray(),
                Claims =
                [
                    new Claim(ClaimKind.ExcludedPolice, Given.Hash(8)), new Claim(ClaimKind.Wallet, Given.Hash(4)),
                ],
            });

        var rows = await store.Rolls.ReadAsync(wave: 1, partition: 0);

        Assert.Equal(
            rows.OrderBy(r => r.Entry.Household.ToString(), StringComparer.Ordinal)
                .ThenBy(r => r.Entry.Participant.ToString(), StringComparer.Ordinal),
            rows);
        RollRow Of(int person) => rows.Single(r => r.Entry.Participant == Given.Hash(person));
        Assert.Equal((1, null), (Of(4).EarlierRecipients, Of(4).ExcludedBy));
        Assert.Equal((0, ClaimKind.ExcludedPolice), (Of(8).EarlierRecipients, Of(8).ExcludedBy));
        Assert.Equal(Given.Entry(1, 12, household: 7) with { SetAside = SetAsideReason.TestFailed }, Of(12).Entry);
        Assert.Empty(await store.Rolls.ReadAsync(wave: 1, partition: 1));
        Assert.Equal(
            [new RollCount(new ProvinceCode(11), 2, 1), new RollCount(new ProvinceCode(31), 2, 2)],
            await store.Rolls.CountAsync(1));
    }

    [Fact]
    public async Task Complaints_are_found_by_their_holder()
    {
        await using var store = await NewStoreAsync();
        await store.Log.CommitAsync(Given.Commit(1) with
        {
            Claims =
            [
                new Claim(ClaimKind.Complaint, Given.Hash(1)),
                new Claim(ClaimKind.Complaint, Given.Hash(2)),
                Given.Email(3),
            ],
        });

        var held = await store.Holders.HeldByAsync(ClaimKind.Complaint, Given.Person(1).Key, 10);

        Assert.Equal(2, held.Count);
        Assert.Single(await store.Holders.HeldByAsync(ClaimKind.Complaint, Given.Person(1).Key, 1));
        await Assert.ThrowsAsync<NotSupportedException>(
            async () => await store.Holders.HeldByAsync(ClaimKind.Email, Given.Person(1).Key, 10));
    }

    [Fact]
    public async Task Keys_of_a_type_are_listed_in_order()
    {
        await using var store = await NewStoreAsync();
        await store.WriteTogetherAsync(Given.Commit(1), Given.OpenWave(2), Given.OpenWave(1), Given.OpenWave(3));

        Assert.Equal(["w-1", "w-2"], await store.Keys.KeysAsync("wave", null, 2));
        Assert.Equal(["w-3"], await store.Keys.KeysAsync("wave", "w-2", 2));
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
        Assert.Empty((await store.Events.ReadOfGrainAsync(commit.Grain, 0, 1))[0].Payload);
    }
}
