using Prakerja.Grains.Programme;
using static Prakerja.Grains.Rehearsal.RehearsalEvent;

namespace Prakerja.Grains.Rehearsal;

/// <summary>The rules of a rehearsal: only where it is one, only forward, and not without end.</summary>
public static class RehearsalRules
{
    /// <summary>Two years, leap day included: a whole programme and a look at what comes after.</summary>
    public static TimeSpan StepMax { get; } = TimeSpan.FromDays(2 * 366);

    /// <summary>Twenty years: far beyond any programme, and far within what a date can hold.</summary>
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
    /// A database whose clock was moved has a history that lies in the future. With the true time its
    /// deadlines would rest for months, so nobody runs it by mistake.
    /// </summary>
    public static Refusal? MayRun(RehearsalState? state, bool adjustable) =>
        !adjustable && AheadOf(state) > TimeSpan.Zero ? RehearsalRefusals.DatabaseRehearsed : null;

    public static TimeSpan AheadOf(RehearsalState? state) => state?.Ahead ?? TimeSpan.Zero;

    public static RehearsalState Fold(RehearsalEvent happened) => happened switch
    {
        ClockMoved e => new(e.Ahead),
        _ => throw new InvalidOperationException($"{happened.GetType().Name} is not known here."),
    };
}
