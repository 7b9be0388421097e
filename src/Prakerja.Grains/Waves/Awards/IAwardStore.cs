using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// The winners of all waves that do not have their card yet, as rows. A row is added by the draw and removed when its
/// award was made. With the row, the winner gets a slot of the household (E4): later draws count it as taken, although
/// the card comes only with the announcement.
/// </summary>
public interface IAwardStore
{
    /// <summary>
    /// Adds winners and reserves a slot of the household for each: the claim that the card will hold. A winner whose
    /// household has no free slot left is stored as refused with <see cref="NotSelectedReason.HouseholdFull"/>.
    /// Repeatable: a winner that is in the queue is left as it is.
    /// </summary>
    /// <param name="slotsPerHousehold">How many recipients a household may have (E4).</param>
    Task AddAsync(int wave, IReadOnlyList<Winner> winners, int slotsPerHousehold);

    /// <summary>The next awards to make, by participant: not refused, and due.</summary>
    /// <param name="after">Only participants above this one; null starts at the first.</param>
    ValueTask<IReadOnlyList<QueuedAward>> ReadDueAsync(int wave, KeyedHash? after, DateTimeOffset now, int limit);

    /// <summary>
    /// Records what became of awards, in one transaction. A made award is removed. A refused one keeps its row, for the
    /// redraw, and its slot is released. A failed one is due again later.
    /// </summary>
    Task RecordAsync(int wave, IReadOnlyList<AwardAttempt> attempts);

    /// <summary>How many awards of a wave are still in the queue.</summary>
    ValueTask<AwardQueueCounts> CountAsync(int wave);

    /// <summary>The awards that failed at least once and wait for the next try, by participant.</summary>
    ValueTask<IReadOnlyList<WaitingAward>> ReadWaitingAsync(int wave, KeyedHash? after, int limit);

    /// <summary>The refused winners whose place was not drawn again yet, by participant.</summary>
    ValueTask<IReadOnlyList<NotTaken>> ReadNotTakenAsync(int wave);

    /// <summary>
    /// Stores one round of a redraw in one transaction: who did not take a place, and who was selected instead. The
    /// selected ones get their rows and slots as in <see cref="AddAsync"/>. A repeated round changes nothing.
    /// </summary>
    Task AddRedrawAsync(
        int wave, int round, IReadOnlyList<NotTaken> notTaken, IReadOnlyList<Winner> selected, int slotsPerHousehold);

    /// <summary>All redrawn outcomes of a wave, by round and pseudonym.</summary>
    ValueTask<IReadOnlyList<RedrawnOutcome>> ReadRedrawsAsync(int wave);

    /// <summary>The last redrawn outcome of one pseudonym; null when no redraw changed it.</summary>
    ValueTask<RedrawnOutcome?> FindRedrawAsync(int wave, KeyedHash pseudonym);
}

/// <summary>A winner of a draw.</summary>
/// <param name="Household">Null when it is not known; the store then reads it from the roll.</param>
public readonly record struct Winner(KeyedHash Participant, KeyedHash Pseudonym, KeyedHash? Household = null);

/// <summary>An award that is due.</summary>
/// <param name="Slot">The reserved slot of the household, from 1.</param>
/// <param name="Tries">How many tries have failed.</param>
public readonly record struct QueuedAward(KeyedHash Participant, byte Slot, int Tries);

/// <summary>What became of one award.</summary>
/// <param name="Refused">Why the winner cannot take the place; null when made or failed.</param>
/// <param name="Cause">Why it failed, without personal data; null when made or refused.</param>
/// <param name="NextTryAt">When a failed award is due again.</param>
public readonly record struct AwardAttempt(
    KeyedHash Participant, NotSelectedReason? Refused = null, string? Cause = null, DateTimeOffset NextTryAt = default);

/// <summary>Counts of a wave's rows in the queue.</summary>
/// <param name="Pending">Awards that were not tried yet.</param>
/// <param name="Waiting">Awards that failed and wait for the next try.</param>
/// <param name="NotTaken">Winners that could not take their place, of all rounds.</param>
/// <param name="NotRedrawn">Those of them whose place was not drawn again yet.</param>
/// <param name="Redrawn">Winners that were selected by a redraw.</param>
/// <param name="NextTryAt">The earliest next try of a waiting award; null when none waits.</param>
public readonly record struct AwardQueueCounts(
    long Pending, long Waiting, long NotTaken, long NotRedrawn, long Redrawn, DateTimeOffset? NextTryAt);

/// <summary>An award that failed and waits for its next try.</summary>
[GenerateSerializer, Immutable, Alias("waiting-award")]
public readonly record struct WaitingAward(
    [property: Id(0)] KeyedHash Participant,
    [property: Id(1)] int Tries,
    [property: Id(2)] string Cause,
    [property: Id(3)] DateTimeOffset NextTryAt);

/// <summary>A winner that could not take the place, and why.</summary>
public readonly record struct NotTaken(KeyedHash Participant, KeyedHash Pseudonym, NotSelectedReason Reason);

/// <summary>An outcome that a redraw changed.</summary>
/// <param name="Reason">Null when the redraw selected the applicant, otherwise why the place was not taken.</param>
public readonly record struct RedrawnOutcome(int Round, KeyedHash Pseudonym, NotSelectedReason? Reason);
