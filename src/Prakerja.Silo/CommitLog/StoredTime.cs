namespace Prakerja.Silo.CommitLog;

/// <summary>Converts instants to and from their stored form: whole Unix milliseconds, UTC.</summary>
internal static class StoredTime
{
    /// <summary>The millisecond that contains an instant.</summary>
    public static long Of(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    /// <summary>The first millisecond that is not before an instant, so that a deadline is never due early.</summary>
    public static long NotBefore(DateTimeOffset instant)
    {
        var milliseconds = instant.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) < instant ? milliseconds + 1 : milliseconds;
    }

    public static DateTimeOffset From(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
