namespace Prakerja.Grains.Programme;

/// <summary>
/// The clock of the programme: the system time plus the time that a rehearsal has skipped. It moves only forward, so no
/// past event is undone. Timers run in real time. Thread-safe.
/// </summary>
public sealed class ProgrammeClock(TimeProvider systemTime) : TimeProvider
{
    private long aheadTicks;

    /// <summary>How far this clock is ahead of the system clock.</summary>
    public TimeSpan Ahead => TimeSpan.FromTicks(Interlocked.Read(ref aheadTicks));

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => systemTime.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => systemTime.GetUtcNow() + Ahead;

    public override long GetTimestamp() => systemTime.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        systemTime.CreateTimer(callback, state, dueTime, period);

    /// <summary>
    /// Moves the clock ahead for a rehearsal; a smaller value changes nothing, so calls may be late or repeated.
    /// </summary>
    public void MoveAheadTo(TimeSpan ahead)
    {
        var requested = ahead.Ticks;
        long current;
        while ((current = Interlocked.Read(ref aheadTicks)) < requested)
            Interlocked.CompareExchange(ref aheadTicks, requested, current);
    }
}
