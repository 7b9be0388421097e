namespace Prakerja.Grains.Programme;

/// <summary>
/// Western Indonesian Time (Asia/Jakarta), in which every date of the programme is meant. UTC+7 the whole year, without
/// daylight saving since 1964, so a fixed offset is exact.
/// </summary>
public static class Wib
{
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(7);

    /// <summary>The calendar day in WIB on which an instant falls.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The first moment of a day; it belongs to the day.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>
    /// The moment a day is over: 00:00:00.000 of the next day, which no longer belongs to it. What may be done "until a
    /// day" may be done while <c>now &lt; EndOf(day)</c>, so 23:59:59.999 still counts.
    /// </summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1));

    /// <summary>An instant with the WIB offset, as it is shown to people.</summary>
    public static DateTimeOffset From(DateTimeOffset instant) => instant.ToOffset(Offset);
}
