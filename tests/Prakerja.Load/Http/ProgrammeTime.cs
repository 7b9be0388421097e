namespace Prakerja.Load.Http;

/// <summary>
/// The clock of the server as last read. A rehearsal moves it months ahead of this machine, and signatures need the
/// time of the server.
/// </summary>
internal sealed class ProgrammeTime
{
    private static readonly TimeSpan WibOffset = TimeSpan.FromHours(7);

    private long aheadTicks;

    public DateTimeOffset Now =>
        TimeProvider.System.GetUtcNow().AddTicks(Interlocked.Read(ref aheadTicks)).ToOffset(WibOffset);

    public void Follow(DateTimeOffset serverNow) =>
        Interlocked.Exchange(ref aheadTicks, (serverNow - TimeProvider.System.GetUtcNow()).Ticks);

    /// <summary>00:00:00.000 WIB of a day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), WibOffset);

    /// <summary>The day in WIB on which an instant falls.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime(instant.ToOffset(WibOffset).DateTime);
}
