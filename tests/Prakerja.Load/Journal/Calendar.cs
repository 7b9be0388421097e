using Prakerja.Load.Http;

namespace Prakerja.Load.Journal;

/// <summary>
/// When what happens, in programme time. Laid out once and kept, so that a resumed run keeps to it.
/// </summary>
internal sealed record Calendar
{
    public required int FirstWave { get; init; }

    public required int SecondWave { get; init; }

    /// <summary>
    /// Both waves open; the first closes after three days, the second after the first one's cards lapse.
    /// </summary>
    public required DateTimeOffset OpensAt { get; init; }

    public required DateTimeOffset FirstClosesAt { get; init; }

    public required DateTimeOffset SecondClosesAt { get; init; }

    /// <summary>16 December 00:00 WIB: the first moment that no longer belongs to the year.</summary>
    public required DateTimeOffset YearEndsAt { get; init; }

    public static TimeSpan DrawAfter { get; } = TimeSpan.FromHours(1);

    public static TimeSpan AnnounceAfter { get; } = TimeSpan.FromHours(9);

    /// <summary>
    /// Of the days between the first closing and the year's end that the year of a run needs.
    /// </summary>
    private const int DaysNeeded = 85;

    private const int OpenDays = 4;

    // Announced on the day after closing, 30 full days, and two days for those who lost to a household that
    // lapsed.
    private const int SecondWaveOpenDays = OpenDays + 34;

    public static Calendar From(DateTimeOffset now, int firstWave)
    {
        var today = ProgrammeTime.DayOf(now);
        var last = new DateOnly(today.Year, 12, 16);
        // Too late in the year for all that has to happen: the run begins in the next.
        if (today.AddDays(DaysNeeded) >= last)
            (today, last) = (new DateOnly(today.Year + 1, 1, 4), last.AddYears(1));
        return new Calendar
        {
            FirstWave = firstWave,
            SecondWave = firstWave + 1,
            OpensAt = ProgrammeTime.StartOf(today.AddDays(1)),
            FirstClosesAt = ProgrammeTime.StartOf(today.AddDays(1 + OpenDays)),
            SecondClosesAt = ProgrammeTime.StartOf(today.AddDays(1 + SecondWaveOpenDays)),
            YearEndsAt = ProgrammeTime.StartOf(last),
        };
    }
}
