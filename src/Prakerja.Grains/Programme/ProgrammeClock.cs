namespace Prakerja.Grains.Programme;

/// <summary>
/// The programme's time: the system's, plus what a rehearsal has moved it forward. Timers stay real: only what the time
/// <em>is</em> can be moved, and only forward, so nothing that has happened comes undone. Thread-safe.
/// </summary>
public sealed class ProgrammeClock(TimeProvider system) : TimeProvider
{
    private long aheadTicks;

    /// <summary>How far a rehearsal has moved this clock ahead of the system's.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref aheadTicks));

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => system.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => system.GetUtcNow() + Ahead;

    public override long GetTimestamp() => system.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        system.CreateTimer(callback, state, dueTime, period);

    /// <summary>Follows a rehearsal: never backward, so a late or repeated call changes nothing.</summary>
    public void MoveAheadTo(TimeSpan ahead)
    {
        var wanted = ahead.Ticks;
        long current;
        while ((current = Interlocked.Read(ref aheadTicks)) < wanted)
            Interlocked.CompareExchange(ref aheadTicks, wanted, current);
    }
}
