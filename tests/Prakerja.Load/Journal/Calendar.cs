using Prakerja.Load.Http;

namespace Prakerja.Load.Journal;

/// <summary>
/// The dates of the run in programme time. They are set once and kept in the journal, so that a resumed run uses the
/// same dates.
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

    /// <summary>16 December 00:00 WIB: the first moment after the budget year.</summary>
    public required DateTimeOffset YearEndsAt { get; init; }

    /// <summary>From closing to the first reveal of a witness, and from one reveal to the next.</summary>
    public static TimeSpan RevealAfter { get; } = TimeSpan.FromMinutes(20);

    public static TimeSpan DrawAfter { get; } = TimeSpan.FromHours(1);

    public static TimeSpan AnnounceAfter { get; } = TimeSpan.FromHours(9);

    /// <summary>Days that a run needs between the first closing and the end of the year.</summary>
    private const int DaysNeeded = 85;

    private const int OpenDays = 4;

    // Announcement on the day after closing, 30 full days, and two days for people who lost because of a household slot
    // that has lapsed.
    private const int SecondWaveOpenDays = OpenDays + 34;

    public static Calendar From(DateTimeOffset now, int firstWave)
    {
        var today = ProgrammeTime.DayOf(now);
        var last = new DateOnly(today.Year, 12, 16);
        // Not enough days are left in this year: the run starts next year.
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
