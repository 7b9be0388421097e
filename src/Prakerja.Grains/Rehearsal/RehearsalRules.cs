using Prakerja.Grains.Programme;
using static Prakerja.Grains.Rehearsal.RehearsalEvent;

namespace Prakerja.Grains.Rehearsal;

/// <summary>The rules of a rehearsal: only an adjustable clock moves, only forward, and only up to a limit.</summary>
public static class RehearsalRules
{
    /// <summary>The longest step: two years with leap days, which is a whole programme and the time after it.</summary>
    public static TimeSpan StepMax { get; } = TimeSpan.FromDays(2 * 366);

    /// <summary>The farthest that the clock can be ahead: twenty years, longer than any programme lasts.</summary>
    public static TimeSpan AheadMax { get; } = TimeSpan.FromDays(20 * 366);

    public static Decision<RehearsalEvent> MoveTo(
        RehearsalState? state, DateTimeOffset instant, string by, DateTimeOffset now, bool adjustable) =>
        Advance(state, instant - now, by, now, adjustable);

    public static Decision<RehearsalEvent> Advance(
        RehearsalState? state, TimeSpan duration, string by, DateTimeOffset now, bool adjustable)
    {
        if (!adjustable) return RehearsalRefusals.NotAdjustable;
        if (duration <= TimeSpan.Zero) return RehearsalRefusals.NotForward;
        if (duration > StepMax) return RehearsalRefusals.StepTooLong;
        var ahead = AheadOf(state) + duration;
        return ahead > AheadMax ? RehearsalRefusals.TooFarAhead : new ClockMoved(ahead, by, now);
    }

    /// <summary>
    /// Refuses to run a rehearsal's database with the true time. Its history lies in the future, so its deadlines would
    /// not come for months.
    /// </summary>
    public static Refusal? MayRun(RehearsalState? state, bool adjustable) =>
        !adjustable && AheadOf(state) > TimeSpan.Zero ? RehearsalRefusals.DatabaseRehearsed : null;

    /// <summary>How far the clock is ahead of the system clock; zero before the first move.</summary>
    public static TimeSpan AheadOf(RehearsalState? state) => state?.Ahead ?? TimeSpan.Zero;

    public static RehearsalState Fold(RehearsalEvent @event) => @event switch
    {
        ClockMoved e => new(e.Ahead),
        _ => throw new InvalidOperationException($"The event {@event.GetType().Name} is not supported."),
    };
}
