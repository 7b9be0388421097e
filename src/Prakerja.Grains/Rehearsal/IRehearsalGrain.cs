using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Rehearsal;

/// <summary>
/// Moves the programme's clock forward, so that a rehearsal of a whole year takes an afternoon. There is one grain.
/// Key: <see cref="Key"/>. Refusals: <see cref="RehearsalRefusals"/>.
/// </summary>
[Alias("IRehearsalGrain")]
[GrainInterfaceType("IRehearsalGrain")]
public interface IRehearsalGrain : IGrainWithStringKey
{
    const string Key = "z-clock";

    /// <summary>
    /// Sets the clock of this grain's silo to the time of the rehearsal, and returns it for the other nodes to follow.
    /// It is called at start and can be repeated. When the clock is not adjustable, a database whose clock was moved
    /// is refused, because its history lies in the future.
    /// </summary>
    [Alias("Load")]
    Task<Answer<ClockView>> Load();

    /// <summary>
    /// Moves the clock to a later time, at most two years ahead. It returns when the change is durable. The other
    /// nodes of a cluster follow within a second.
    /// </summary>
    /// <param name="by">The name of the caller's management key.</param>
    [Alias("MoveTo")]
    Task<Answer<ClockView>> MoveTo(DateTimeOffset instant, string by);

    /// <summary>Moves the clock forward by a duration, with the limits of <see cref="MoveTo"/>.</summary>
    /// <param name="by">The name of the caller's management key.</param>
    [Alias("Advance")]
    Task<Answer<ClockView>> Advance(TimeSpan duration, string by);

    /// <summary>The programme's clock.</summary>
    [AlwaysInterleave, Alias("GetClock")]
    Task<ClockView> GetClock();
}

/// <summary>The programme's time, and how far it is ahead of the system clock.</summary>
[GenerateSerializer, Immutable, Alias("clock-view")]
public sealed record ClockView(
    [property: Id(0)] DateTimeOffset Now,
    [property: Id(1)] TimeSpan Ahead,
    [property: Id(2)] bool Adjustable);

/// <summary>The refusals of a rehearsal. The codes are public and never change.</summary>
public static class RehearsalRefusals
{
    /// <summary>The system is not a rehearsal: <c>Prakerja:Clock:Adjustable</c> is off.</summary>
    public static Refusal NotAdjustable { get; } = new("rehearsal.not_adjustable");

    /// <summary>The new time is not later than the current time. The clock cannot go back.</summary>
    public static Refusal NotForward { get; } = new("rehearsal.not_forward");

    /// <summary>The step is longer than two years.</summary>
    public static Refusal StepTooLong { get; } = new("rehearsal.step_too_long");

    /// <summary>The clock would be more than twenty years ahead.</summary>
    public static Refusal TooFarAhead { get; } = new("rehearsal.too_far_ahead");

    /// <summary>The database was used in a rehearsal, and this system is not a rehearsal.</summary>
    public static Refusal DatabaseRehearsed { get; } = new("rehearsal.database_rehearsed");
}
