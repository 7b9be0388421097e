using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Rehearsal;

/// <summary>
/// Moves the programme's clock forward, so that a year can be lived through in an afternoon. One grain; key:
/// <see cref="Key"/>. Refusals: <see cref="RehearsalRefusals"/>.
/// </summary>
[Alias("IRehearsalGrain")]
[GrainInterfaceType("IRehearsalGrain")]
public interface IRehearsalGrain : IGrainWithStringKey
{
    const string Key = "z-clock";

    /// <summary>
    /// Puts the clock of its silo where the rehearsal left it, and says where that is, for the other nodes
    /// to follow. Called at start and repeatable. With a clock that must not be moved it refuses a database whose clock was: its history
    /// lies in the future.
    /// </summary>
    [Alias("Load")]
    Task<Answer<ClockView>> Load();

    /// <summary>
    /// Moves to an instant that lies ahead, at most two years. Answers when it is durable; the other nodes of
    /// a cluster follow within a second.
    /// </summary>
    /// <param name="by">Name of the management key that asks.</param>
    [Alias("MoveTo")]
    Task<Answer<ClockView>> MoveTo(DateTimeOffset instant, string by);

    /// <summary>Moves forward by a duration, otherwise as <see cref="MoveTo"/>.</summary>
    /// <param name="by">Name of the management key that asks.</param>
    [Alias("Advance")]
    Task<Answer<ClockView>> Advance(TimeSpan duration, string by);

    [AlwaysInterleave, Alias("GetClock")]
    Task<ClockView> GetClock();
}

/// <summary>The programme's time, and how far it is ahead of the system's.</summary>
[GenerateSerializer, Immutable, Alias("clock-view")]
public sealed record ClockView(
    [property: Id(0)] DateTimeOffset Now,
    [property: Id(1)] TimeSpan Ahead,
    [property: Id(2)] bool Adjustable);

/// <summary>Why the clock is not moved.</summary>
public static class RehearsalRefusals
{
    /// <summary>Not a rehearsal: <c>Prakerja:Clock:Adjustable</c> is off.</summary>
    public static Refusal NotAdjustable { get; } = new("rehearsal.not_adjustable");

    /// <summary>Time only goes forward; what happened stays happened.</summary>
    public static Refusal NotForward { get; } = new("rehearsal.not_forward");

    /// <summary>More than two years in one step.</summary>
    public static Refusal StepTooLong { get; } = new("rehearsal.step_too_long");

    /// <summary>More than twenty years in all.</summary>
    public static Refusal TooFarAhead { get; } = new("rehearsal.too_far_ahead");

    /// <summary>The database's clock was moved in a rehearsal, and this is none.</summary>
    public static Refusal DatabaseRehearsed { get; } = new("rehearsal.database_rehearsed");
}
