using Prakerja.Grains.Deadlines;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>Reads of what commits wrote.</summary>
public abstract partial class CommitContract
{
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
            var rows = await store.Deadlines.ReadDueAsync(partition, now, 100);
            Assert.Equal(rows.OrderBy(r => r.At), rows);
            Assert.All(rows, r => Assert.Equal(partition, Partitions.Of(r.Grain.Key, Partitions.Deadlines)));
            due.AddRange(rows);
        }

        // Person 100's deadline is a tick after now.
        Assert.Equal(200, due.Count);
        Assert.DoesNotContain(due, d => d.Grain == Given.Person(100));
        var figures = await store.Deadlines.CountDeadlinesAsync(now);
        Assert.Equal((300, 200), (figures.Armed, figures.Due));
        Assert.Equal(Given.Opens.AddMilliseconds(-299), figures.Earliest);
    }

    [Fact]
    public async Task Deadlines_of_waves_are_in_a_partition_of_their_own_and_are_counted_like_others()
    {
        await using var store = await NewStoreAsync();
        var at = DeadlineChange.To(Given.Opens);
        var (wave, roll) = (new GrainKey("wave", "w-1"), new GrainKey("wave-roll", "w-1-r0"));
        await store.WriteTogetherAsync(
            Given.Commit(1) with { Deadline = at },
            Given.Commit(2) with { Grain = wave, Deadline = at },
            Given.Commit(3) with { Grain = roll });
        await store.WriteTogetherAsync(Given.Commit(3, 1) with { Grain = roll, Deadline = at });

        var due = await store.Deadlines.ReadDueAsync(Partitions.WaveDeadlines, Given.Opens, 10);
        Assert.Equal([wave, roll], due.Select(row => row.Grain).OrderBy(grain => grain.Type));
        var partition = Partitions.Of(Given.Person(1).Key, Partitions.Deadlines);
        Assert.Equal(
            Given.Person(1), Assert.Single(await store.Deadlines.ReadDueAsync(partition, Given.Opens, 10)).Grain);
        Assert.Equal(1, await store.Deadlines.CountDueAsync("wave", Given.Opens));
        Assert.Equal(1, await store.Deadlines.CountDueAsync("participant", Given.Opens));
        Assert.Equal(0, await store.Deadlines.CountDueAsync("wave", Given.Opens.AddMilliseconds(-1)));
        Assert.Equal(new DeadlineFigures(3, 3, Given.Opens), await store.Deadlines.CountDeadlinesAsync(Given.Opens));
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
            var first = await store.Events.ReadEventsAsync(partition, 0, 5);
            var rest = await store.Events.ReadEventsAsync(partition, first[^1].Number, 1000);
            Assert.Equal(rest[^1].Number, await store.Events.GetLastNumberAsync(partition));
            Assert.Equal(rest.Count, await store.Events.CountEventsAsync(partition, first[^1].Number, 1000));
            Assert.Equal(3, await store.Events.CountEventsAsync(partition, 0, 3));
            Assert.All(first.Concat(rest), e => Assert.Equal(partition, Partitions.Of(e.Grain.Key, Partitions.Events)));
            all.AddRange([.. first, .. rest]);
        }

        Assert.Equal(3 * 49, all.Select(e => e.Number).Distinct().Count());
        var history = all.Where(e => e.Grain == Given.Person(2)).OrderBy(e => e.Number).Select(e => e.Number).ToArray();
        Assert.Equal(6, history.Length);
        var page = await store.Events.ReadEventsOfGrainAsync(Given.Person(2), history[0], 3);
        Assert.Equal(history[1..4], page.Select(e => e.Number));
        Assert.Empty(await store.Events.ReadEventsOfGrainAsync(Given.Person(0), 0, 10));
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
                RollEntry = Given.Entry(1, 12, household: 7) with { SetAside = NotSelectedReason.TestFailed },
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

        var rows = await store.Rolls.ReadRollAsync(wave: 1, partition: 0);

        Assert.Equal(
            rows.OrderBy(r => r.Entry.Household.ToString(), StringComparer.Ordinal)
                .ThenBy(r => r.Entry.Participant.ToString(), StringComparer.Ordinal),
            rows);
        RollRow Of(int person) => rows.Single(r => r.Entry.Participant == Given.Hash(person));
        Assert.Equal((1, null), (Of(4).EarlierRecipients, Of(4).ExcludedBy));
        Assert.Equal((0, ClaimKind.ExcludedPolice), (Of(8).EarlierRecipients, Of(8).ExcludedBy));
        Assert.Equal(Given.Entry(1, 12, household: 7) with { SetAside = NotSelectedReason.TestFailed }, Of(12).Entry);
        Assert.Empty(await store.Rolls.ReadRollAsync(wave: 1, partition: 1));
        Assert.Equal(
            [new RollCount(new ProvinceCode(11), 2, 1), new RollCount(new ProvinceCode(31), 2, 2)],
            await store.Rolls.CountApplicantsAsync(1));
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

        var held = await store.Holders.FindHeldValuesAsync(ClaimKind.Complaint, Given.Person(1).Key, 10);

        Assert.Equal(2, held.Count);
        Assert.Single(await store.Holders.FindHeldValuesAsync(ClaimKind.Complaint, Given.Person(1).Key, 1));
        await Assert.ThrowsAsync<NotSupportedException>(
            async () => await store.Holders.FindHeldValuesAsync(ClaimKind.Email, Given.Person(1).Key, 10));
    }

    [Fact]
    public async Task Keys_of_a_type_are_listed_in_order()
    {
        await using var store = await NewStoreAsync();
        await store.WriteTogetherAsync(Given.Commit(1), Given.OpenWave(2), Given.OpenWave(1), Given.OpenWave(3));

        Assert.Equal(["w-1", "w-2"], await store.Keys.ReadKeysAsync("wave", null, 2));
        Assert.Equal(["w-3"], await store.Keys.ReadKeysAsync("wave", "w-2", 2));
    }
}
