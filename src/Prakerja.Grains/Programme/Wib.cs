namespace Prakerja.Grains.Programme;

/// <summary>
/// Western Indonesian Time (WIB, Asia/Jakarta): the time zone of every date of the programme. It has been UTC+7 without
/// daylight saving since 1964, so a fixed offset is exact.
/// </summary>
public static class Wib
{
    /// <summary>The offset from UTC: 7 hours.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(7);

    /// <summary>The calendar day of an instant in WIB.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The first moment of a day, 00:00:00.000; it is part of the day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>
    /// The moment after a day: 00:00:00.000 of the next day, which is not part of the day. A thing that is allowed
    /// "until a day" is allowed while <c>now &lt; EndOf(day)</c>, so 23:59:59.999 still counts.
    /// </summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>The same instant with the WIB offset, for showing it to people.</summary>
    public static DateTimeOffset From(DateTimeOffset instant) => instant.ToOffset(Offset);
}
