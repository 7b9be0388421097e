using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.Tests.CommitLog;

/// <summary>What every store of winners without a card does.</summary>
public abstract class AwardQueueContract
{
    private const int Slots = 2;

    private static readonly DateTimeOffset Now = Given.Closes.AddDays(1);

    private protected abstract Task<CommitStore> NewStoreAsync();

    [Fact]
    public async Task Winners_of_a_household_get_slots_1_and_2_and_a_repeat_changes_nothing()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1, 2);

        await store.Awards.AddAsync(1, [Winner(1), Winner(2)], Slots);
        await store.Awards.AddAsync(1, [Winner(1), Winner(2)], Slots);

        var due = await store.Awards.ReadDueAsync(1, null, Now, 10);
        Assert.Equal([1, 2], due.Select(award => (int)award.Slot).Order());
        Assert.Equal(Hashes(1, 2), due.Select(award => award.Participant));
        Assert.Equal(due.Select(award => (SlotOf(7, award.Slot), HolderOf(award.Participant))).ToHashSet(),
            await store.ClaimsAsync());
    }

    [Fact]
    public async Task A_winner_with_and_one_without_its_household_share_the_slots()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1, 2, 3);

        await store.Awards.AddAsync(
            1, [Winner(1) with { Household = Given.Hash(7) }, Winner(2), Winner(3) with { Household = Given.Hash(7) }],
            Slots);

        var due = await store.Awards.ReadDueAsync(1, null, Now, 10);
        Assert.Equal([1, 2], due.Select(award => (int)award.Slot).Order());
        Assert.Equal(due.Select(award => (SlotOf(7, award.Slot), HolderOf(award.Participant))).ToHashSet(),
            await store.ClaimsAsync());
        Assert.Equal(NotSelectedReason.HouseholdFull, Assert.Single(await store.Awards.ReadNotTakenAsync(1)).Reason);
    }

    [Fact]
    public async Task A_winner_whose_household_is_full_is_refused()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1, 2, 3);

        await store.Awards.AddAsync(1, [Winner(1), Winner(2), Winner(3)], Slots);

        Assert.Equal(2, (await store.Awards.ReadDueAsync(1, null, Now, 10)).Count);
        Assert.Equal(NotSelectedReason.HouseholdFull, Assert.Single(await store.Awards.ReadNotTakenAsync(1)).Reason);
        Assert.Equal(2, (await store.ClaimsAsync()).Count);
    }

    [Fact]
    public async Task A_slot_that_is_taken_is_passed_over()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1);
        await store.Log.CommitAsync(Given.Commit(50) with { Claims = [SlotOf(7, 1)] });

        await store.Awards.AddAsync(1, [Winner(1)], Slots);

        Assert.Equal(2, Assert.Single(await store.Awards.ReadDueAsync(1, null, Now, 10)).Slot);
    }

    [Fact]
    public async Task Two_waves_at_once_never_give_a_household_more_than_its_slots()
    {
        await using var store = await NewStoreAsync();
        var people = Enumerable.Range(1, 60).ToArray();
        foreach (var wave in (int[])[1, 2])
        {
            await store.WriteTogetherAsync(Given.OpenWave(wave));
            await store.WriteTogetherAsync([.. people.Select(p =>
                Given.Commit((wave * 1000) + p) with
                {
                    RollEntry = Given.Entry(wave, (wave * 1000) + p, household: p % 20),
                })]);
        }

        await Task.WhenAll(((int[])[1, 2]).Select(wave => Task.Run(() => store.Awards.AddAsync(
            wave, [.. people.Select(p => Winner((wave * 1000) + p))], Slots))));

        var (first, second) = (await store.Awards.CountAsync(1), await store.Awards.CountAsync(2));
        Assert.Equal(40, first.Pending + second.Pending);
        Assert.Equal(80, first.NotTaken + second.NotTaken);
        Assert.Equal(40, await store.NumberAsync("SELECT count(*) FROM claim WHERE slot IN (1, 2)"));
        Assert.Equal(40, await store.NumberAsync("SELECT count(*) FROM claim"));
    }

    [Fact]
    public async Task Commits_that_claim_slots_meanwhile_never_share_a_slot_with_a_winner()
    {
        await using var store = await NewStoreAsync();
        var households = Enumerable.Range(1, 200).ToArray();
        await store.WriteTogetherAsync(Given.OpenWave(1));
        await store.WriteTogetherAsync([.. households.Select(h =>
            Given.Commit(h) with { RollEntry = Given.Entry(1, h, household: h) })]);
        var claims = households.SelectMany(h => new[] { SlotOf(h, 1), SlotOf(h, 2) }).Where((_, i) => i % 3 > 0);

        var adding = store.Awards.AddAsync(1, [.. households.Select(Winner)], Slots);
        var outcomes = await Task.WhenAll(claims.Select((claim, i) =>
            store.Log.CommitAsync(Given.Commit(1_000 + i) with { Claims = [claim] }).AsTask()));
        await adding;

        var due = await store.Awards.ReadDueAsync(1, null, Now, 1_000);
        var held = await store.ClaimsAsync();
        Assert.All(due, award => Assert.Contains(
            (new Claim(ClaimKind.HouseholdSlot, award.Participant, award.Slot), HolderOf(award.Participant)), held));
        Assert.Equal(held.Count, due.Count + outcomes.Count(outcome => outcome.Status == CommitStatus.Committed));
        Assert.Equal(200, due.Count + (await store.Awards.ReadNotTakenAsync(1)).Count);
        Assert.Equal(0, await store.NumberAsync("SELECT count(*) FROM claim WHERE slot NOT IN (1, 2)"));
    }

    [Fact]
    public async Task An_addition_that_was_stored_in_part_is_completed_by_a_repeat()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1, 2, 3);
        await store.Log.CommitAsync(Given.Commit(50) with { Claims = [SlotOf(7, 1)] });
        await store.Awards.AddAsync(1, [Winner(2)], Slots);
        await store.WriteTogetherAsync(Given.Commit(50, 1) with { Released = [SlotOf(7, 1)] });

        await store.Awards.AddAsync(1, [Winner(1), Winner(2), Winner(3)], Slots);

        var due = await store.Awards.ReadDueAsync(1, null, Now, 10);
        Assert.Equal(2, Assert.Single(due, award => award.Participant == Given.Hash(2)).Slot);
        Assert.Equal([1, 2], due.Select(award => (int)award.Slot).Order());
        Assert.Single(await store.Awards.ReadNotTakenAsync(1));
    }

    [Fact]
    public async Task Thousands_of_attempts_are_recorded_at_once()
    {
        await using var store = await NewStoreAsync();
        var people = Enumerable.Range(1, 3_000).ToArray();
        await store.WriteTogetherAsync(Given.OpenWave(1));
        foreach (var part in people.Chunk(500))
        {
            await store.WriteTogetherAsync([.. part.Select(p =>
                Given.Commit(p) with { RollEntry = Given.Entry(1, p, household: p) })]);
        }

        await store.Awards.AddAsync(1, [.. people.Select(Winner)], Slots);
        var next = Now.AddMinutes(1);

        await store.Awards.RecordAsync(1, [.. people.Select(p => (p % 3) switch
        {
            0 => new AwardAttempt(Given.Hash(p)),
            1 => new AwardAttempt(Given.Hash(p), NotSelectedReason.AlreadyRecipient),
            _ => new AwardAttempt(Given.Hash(p), Cause: "no answer", NextTryAt: next),
        })]);

        Assert.Equal(new AwardQueueCounts(0, 1_000, 1_000, 1_000, 0, next), await store.Awards.CountAsync(1));
        Assert.Equal(2_000, await store.NumberAsync("SELECT count(*) FROM claim"));
    }

    [Fact]
    public async Task A_reserved_slot_can_be_claimed_by_its_participant_only()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1);
        await store.Awards.AddAsync(1, [Winner(1)], Slots);

        var other = await store.Log.CommitAsync(Given.Commit(9) with { Claims = [SlotOf(7, 1)] });
        var own = await store.Log.CommitAsync(Given.Commit(1, 1) with { Claims = [SlotOf(7, 1)] });

        Assert.Equal(CommitOutcome.ClaimTaken(SlotOf(7, 1)), other);
        Assert.Equal(CommitStatus.Committed, own.Status);
    }

    [Fact]
    public async Task A_made_award_is_removed_and_keeps_its_slot()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1);
        await store.Awards.AddAsync(1, [Winner(1)], Slots);

        for (var time = 0; time < 2; time++)
        {
            await store.Awards.RecordAsync(1, [new AwardAttempt(Given.Hash(1))]);

            Assert.Equal(default, await store.Awards.CountAsync(1));
            Assert.Equal([(SlotOf(7, 1), Given.Person(1))], await store.ClaimsAsync());
        }
    }

    [Fact]
    public async Task A_refused_award_keeps_its_row_and_releases_its_slot_once()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1);
        await store.Awards.AddAsync(1, [Winner(1)], Slots);
        AwardAttempt[] refused = [new(Given.Hash(1), NotSelectedReason.AlreadyRecipient)];

        await store.Awards.RecordAsync(1, refused);
        Assert.Empty(await store.ClaimsAsync());

        // The slot is given to the same participant again: a repeat does not release it.
        await store.Log.CommitAsync(Given.Commit(1, 1) with { Claims = [SlotOf(7, 1)] });
        await store.Awards.RecordAsync(1, refused);
        await store.Awards.RecordAsync(1, [new AwardAttempt(Given.Hash(1))]);
        Assert.Single(await store.ClaimsAsync());
        Assert.Equal(
            [new NotTaken(Given.Hash(1), Given.Hash(10_001), NotSelectedReason.AlreadyRecipient)],
            await store.Awards.ReadNotTakenAsync(1));
        Assert.Equal(new AwardQueueCounts(0, 0, 1, 1, 0, null), await store.Awards.CountAsync(1));
    }

    [Fact]
    public async Task A_refused_award_does_not_release_a_slot_that_another_holds()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1);
        await store.Awards.AddAsync(1, [Winner(1)], Slots);
        await store.WriteTogetherAsync(
            Given.Commit(1, 1) with { Released = [SlotOf(7, 1)] });
        await store.Log.CommitAsync(Given.Commit(9) with { Claims = [SlotOf(7, 1)] });

        await store.Awards.RecordAsync(1, [new AwardAttempt(Given.Hash(1), NotSelectedReason.AlreadyRecipient)]);

        Assert.Equal([(SlotOf(7, 1), Given.Person(9))], await store.ClaimsAsync());
    }

    [Fact]
    public async Task A_failed_award_is_due_again_at_its_next_try_and_a_repeat_counts_once()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1);
        await store.Awards.AddAsync(1, [Winner(1)], Slots);
        var next = Now.AddMinutes(1);
        AwardAttempt[] failed = [new(Given.Hash(1), Cause: "no answer", NextTryAt: next)];

        await store.Awards.RecordAsync(1, failed);
        await store.Awards.RecordAsync(1, failed);

        Assert.Empty(await store.Awards.ReadDueAsync(1, null, next.AddMilliseconds(-1), 10));
        Assert.Equal([new QueuedAward(Given.Hash(1), 1, 1)], await store.Awards.ReadDueAsync(1, null, next, 10));
        Assert.Equal(
            [new WaitingAward(Given.Hash(1), 1, "no answer", next)],
            await store.Awards.ReadWaitingAsync(1, null, 10));
        Assert.Empty(await store.Awards.ReadWaitingAsync(1, Given.Hash(1), 10));
        Assert.Equal(new AwardQueueCounts(0, 1, 0, 0, 0, next), await store.Awards.CountAsync(1));
    }

    [Fact]
    public async Task Due_awards_are_read_in_pages_by_participant()
    {
        await using var store = await NewStoreAsync();
        var people = Enumerable.Range(1, 25).ToArray();
        await store.WriteTogetherAsync(Given.OpenWave(1));
        await store.WriteTogetherAsync([.. people.Select(p =>
            Given.Commit(p) with { RollEntry = Given.Entry(1, p, household: p) })]);
        await store.Awards.AddAsync(1, [.. people.Select(Winner)], Slots);

        var read = new List<KeyedHash>();
        while (await store.Awards.ReadDueAsync(1, read.Count > 0 ? read[^1] : null, Now, 10) is { Count: > 0 } page)
            read.AddRange(page.Select(award => award.Participant));

        Assert.Equal(Hashes(people), read);
    }

    [Fact]
    public async Task A_round_of_a_redraw_is_stored_once()
    {
        await using var store = await NewStoreAsync();
        await ApplyAsync(store, 1, household: 7, 1, 2);
        await store.Awards.AddAsync(1, [Winner(1)], Slots);
        await store.Awards.RecordAsync(1, [new AwardAttempt(Given.Hash(1), NotSelectedReason.AlreadyRecipient)]);
        var notTaken = await store.Awards.ReadNotTakenAsync(1);

        await store.Awards.AddRedrawAsync(1, 1, notTaken, [Winner(2)], Slots);
        Assert.Equal(Given.Hash(2), Assert.Single(await store.Awards.ReadDueAsync(1, null, Now, 10)).Participant);
        Assert.Equal(new AwardQueueCounts(1, 0, 1, 0, 1, null), await store.Awards.CountAsync(1));

        // Its award is made and gone: a repeated round does not add it again.
        await store.Awards.RecordAsync(1, [new AwardAttempt(Given.Hash(2))]);
        await store.Awards.AddRedrawAsync(1, 1, notTaken, [Winner(2)], Slots);

        Assert.Equal(new AwardQueueCounts(0, 0, 1, 0, 1, null), await store.Awards.CountAsync(1));
        Assert.Empty(await store.Awards.ReadNotTakenAsync(1));
        var redraws = await store.Awards.ReadRedrawsAsync(1);
        Assert.Equal(redraws.OrderBy(outcome => outcome.Pseudonym), redraws);
        Assert.Equal(2, redraws.Count);
        Assert.Equal(
            new RedrawnOutcome(1, Given.Hash(10_002), null),
            await store.Awards.FindRedrawAsync(1, Given.Hash(10_002)));
        Assert.Equal(
            new RedrawnOutcome(1, Given.Hash(10_001), NotSelectedReason.AlreadyRecipient),
            await store.Awards.FindRedrawAsync(1, Given.Hash(10_001)));
        Assert.Null(await store.Awards.FindRedrawAsync(1, Given.Hash(10_003)));
    }

    private static Winner Winner(int person) => new(Given.Hash(person), Given.Hash(10_000 + person));

    private static Claim SlotOf(int household, byte slot) => new(ClaimKind.HouseholdSlot, Given.Hash(household), slot);

    private static GrainKey HolderOf(KeyedHash participant) => new("participant", "p-" + participant);

    private static IEnumerable<KeyedHash> Hashes(params int[] people) => people.Select(Given.Hash).Order();

    private static Task<CommitOutcome[]> ApplyAsync(CommitStore store, int wave, int household, params int[] people) =>
        store.WriteTogetherAsync(
        [
            Given.OpenWave(wave),
            .. people.Select(p => Given.Commit(p) with { RollEntry = Given.Entry(wave, p, household: household) }),
        ]);
}
