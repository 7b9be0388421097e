namespace Prakerja.Silo.CommitLog;

/// <summary>Instants as they are stored: whole unix milliseconds, UTC.</summary>
internal static class StoredTime
{
    /// <summary>The millisecond an instant falls into.</summary>
    public static long Of(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    /// <summary>The first whole millisecond that is not before an instant: a deadline is never due early.</summary>
    public static long NotBefore(DateTimeOffset instant)
    {
        var milliseconds = instant.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) < instant ? milliseconds + 1 : milliseconds;
    }

    public static DateTimeOffset From(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
