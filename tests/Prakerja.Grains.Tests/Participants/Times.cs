using System.Globalization;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Times in the notation of the programme: dates in WIB, boundaries to the millisecond.</summary>
internal static class Times
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.fff"];

    public static DateTimeOffset Wib(this string text) => new(
        DateTime.ParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None), TimeSpan.FromHours(7));

    public static DateOnly Date(this string text) =>
        DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static TimeSpan Days(this int count) => TimeSpan.FromDays(count);

    public static TimeSpan Hours(this int count) => TimeSpan.FromHours(count);

    public static TimeSpan Minutes(this int count) => TimeSpan.FromMinutes(count);

    public static TimeSpan Seconds(this int count) => TimeSpan.FromSeconds(count);

    public static TimeSpan Milliseconds(this int count) => TimeSpan.FromMilliseconds(count);

    public static DateTimeOffset AMomentBefore(this DateTimeOffset instant) => instant.AddMilliseconds(-1);

    public static DateTimeOffset AMomentAfter(this DateTimeOffset instant) => instant.AddMilliseconds(1);
}
