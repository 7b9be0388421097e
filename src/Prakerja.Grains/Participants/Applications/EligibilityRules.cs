using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>Rules E1 to E3 and E5. Who may apply, who is set aside by the draw, and the priority tier.</summary>
public static class EligibilityRules
{
    /// <summary>
    /// Rule E1. Whether a person has reached the age on a WIB day; the birthday itself counts. A person born on 29
    /// February reaches the age on 1 March of a year without that day (choice).
    /// </summary>
    public static bool IsOldEnough(DateOnly birthDate, DateOnly day, int minimumAgeYears)
    {
        var reached = birthDate is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(birthDate.Year + minimumAgeYears)
            ? new DateOnly(birthDate.Year + minimumAgeYears, 3, 1)
            : birthDate.AddYears(minimumAgeYears);
        return day >= reached;
    }

    /// <summary>
    /// Rule E1. Whether a person is above the maximum age on a WIB day: the whole year of that age still counts, and
    /// the next birthday does not.
    /// </summary>
    public static bool IsTooOld(DateOnly birthDate, DateOnly day, int maximumAgeYears) =>
        IsOldEnough(birthDate, day, maximumAgeYears + 1);

    /// <summary>Rule E1. Refuses a person who may not apply on this day.</summary>
    public static Refusal? CheckMayApply(Profile profile, DateTimeOffset now, ProgrammeOptions options)
    {
        if (!IsOldEnough(profile.BirthDate, Wib.DateOf(now), options.MinimumAgeYears))
            return ParticipantRefusals.UnderAge;
        if (IsTooOld(profile.BirthDate, Wib.DateOf(now), options.MaximumAgeYears))
            return ParticipantRefusals.OverAge;
        return profile.InFormalEducation ? ParticipantRefusals.InFormalEducation : null;
    }

    /// <summary>Rule E2. Whether the declared occupation is excluded.</summary>
    public static bool IsProhibited(Employment employment) => employment >= Employment.StateOfficial;

    /// <summary>
    /// Rule E3. Tier 1 for furloughed workers and affected micro and small businesses, tier 2 for all others.
    /// </summary>
    public static byte TierOf(Employment employment) =>
        employment is Employment.Furloughed or Employment.AffectedMicroOrSmallBusiness
            ? PriorityTiers.First
            : PriorityTiers.Last;

    /// <summary>
    /// Rules E2 and A1. The reason, known at the time of applying, for which the draw will set the application aside;
    /// null when there is none.
    /// </summary>
    public static NotSelectedReason? SetAsideWhenApplying(ParticipantState state)
    {
        if (IsProhibited(state.Profile.Employment)) return NotSelectedReason.ProhibitedOccupation;
        return state.Test is AbilityTest.Submitted { Passed: false } ? NotSelectedReason.TestFailed : null;
    }

    /// <summary>
    /// Rule E5. Refuses a profile whose NIK disagrees with the stated birth date or sex. The birth date must be within
    /// the last hundred years (choice), because the NIK has only two digits of the year: with the wrong century a child
    /// would be old enough. A date exactly a hundred years ago is refused.
    /// </summary>
    public static Refusal? CheckNik(Profile profile, DateTimeOffset now)
    {
        if (profile.BirthDate <= Wib.DateOf(now).AddYears(-100)) return ParticipantRefusals.NikContradictsBirthDate;
        if (profile.Nik.AgreesWith(profile.BirthDate, profile.Sex)) return null;
        return profile.Nik.Sex == profile.Sex
            ? ParticipantRefusals.NikContradictsBirthDate
            : ParticipantRefusals.NikContradictsSex;
    }
}
