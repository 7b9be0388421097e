using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>Rules E1 to E3 and E5: who may apply, who is passed over, and in which order tiers are drawn.</summary>
public static class EligibilityRules
{
    /// <summary>
    /// Rule E1: from the birthday on which the age is reached, on the WIB calendar; somebody born on 29 February
    /// reaches it on 1 March of a year without that day.
    /// </summary>
    public static bool IsOldEnough(DateOnly birthDate, DateOnly day, int minimumAgeYears)
    {
        var reached = birthDate is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(birthDate.Year + minimumAgeYears)
            ? new DateOnly(birthDate.Year + minimumAgeYears, 3, 1)
            : birthDate.AddYears(minimumAgeYears);
        return day >= reached;
    }

    /// <summary>Rule E1, on the day of application.</summary>
    public static Refusal? MayApply(Profile profile, DateTimeOffset now, ProgrammeOptions options)
    {
        if (!IsOldEnough(profile.BirthDate, Wib.DateOf(now), options.MinimumAgeYears))
            return ParticipantRefusals.UnderAge;
        return profile.InFormalEducation ? ParticipantRefusals.InFormalEducation : null;
    }

    /// <summary>Rule E2: an occupation that excludes, by the person's own declaration.</summary>
    public static bool IsProhibited(Employment employment) => employment >= Employment.StateOfficial;

    /// <summary>Rule E3: 1 for furloughed workers and affected micro and small businesses, 2 for everybody else.</summary>
    public static byte TierOf(Employment employment) =>
        employment is Employment.Furloughed or Employment.AffectedMicroOrSmallBusiness
            ? PriorityTiers.First
            : PriorityTiers.Last;

    /// <summary>Rules E2 and A1: what is known when applying and will set the application aside in the draw.</summary>
    public static SetAsideReason? SetAsideWhenApplying(ParticipantState state)
    {
        if (IsProhibited(state.Profile.Employment)) return SetAsideReason.ProhibitedOccupation;
        return state.Test is AbilityTest.Submitted { Passed: false } ? SetAsideReason.TestFailed : null;
    }

    /// <summary>
    /// Rule E5: the NIK says the same birth date and sex as the person. Its two digits of the year are of the last hundred
    /// years (choice): with an earlier century stated, a child would be of age.
    /// </summary>
    public static Refusal? NikAgrees(Profile profile, DateTimeOffset now)
    {
        if (profile.BirthDate <= Wib.DateOf(now).AddYears(-100)) return ParticipantRefusals.NikContradictsBirthDate;
        if (profile.Nik.AgreesWith(profile.BirthDate, profile.Sex)) return null;
        return profile.Nik.Sex == profile.Sex
            ? ParticipantRefusals.NikContradictsBirthDate
            : ParticipantRefusals.NikContradictsSex;
    }
}
