using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rules E1, E2, E3 and E5.</summary>
public sealed class EligibilityRulesTests
{
    [Theory]
    [InlineData("2003-09-18", "2021-09-17 23:59:59.999", false)]
    [InlineData("2003-09-18", "2021-09-18 00:00:00.000", true)]
    [InlineData("2003-09-18", "2021-09-18 00:00:00.001", true)]
    [InlineData("2004-02-29", "2022-02-28 23:59:59.999", false)]
    [InlineData("2004-02-29", "2022-03-01 00:00:00.000", true)]
    [InlineData("2003-02-28", "2021-02-28 00:00:00.000", true)]
    [InlineData("2003-03-29", "2021-03-28 12:00", false)]
    [InlineData("2003-03-29", "2021-03-29 12:00", true)]
    public void One_may_apply_from_the_eighteenth_birthday_on_the_WIB_calendar(
        string birthDate, string now, bool mayApply)
    {
        var profile = People.Of(birthDate.Date(), Sex.Female);

        var refusal = EligibilityRules.CheckMayApply(profile, now.Wib(), new ProgrammeOptions());

        Assert.Equal(mayApply ? null : ParticipantRefusals.UnderAge, refusal);
    }

    [Theory]
    [InlineData(20, "2024-02-28", false)] // 2024 has a 29 February
    [InlineData(20, "2024-02-29", true)]
    [InlineData(19, "2023-02-28", false)]
    [InlineData(19, "2023-03-01", true)]
    public void Born_on_29_February_the_age_is_reached_on_that_day_or_the_day_after(
        int minimumAge, string day, bool isOldEnough) =>
        Assert.Equal(isOldEnough, EligibilityRules.IsOldEnough("2004-02-29".Date(), day.Date(), minimumAge));

    [Fact]
    public void The_age_is_asked_on_the_day_of_application_not_of_sign_up()
    {
        var almost = Given.AParticipant(profile: People.Of("2003-09-18".Date(), Sex.Female));
        var wave = People.Wave(21);

        almost.At("2021-09-17 23:59:59.999").When(new JoinWave(wave)).ThenRefused(ParticipantRefusals.UnderAge)
            .At("2021-09-18 00:00").When(new JoinWave(wave)).ThenHappens(typeof(ParticipantEvent.WaveJoined));
    }

    [Fact]
    public void A_person_in_formal_education_may_apply_only_after_it()
    {
        var pupil = Given.AParticipant(profile: People.Siti with { InFormalEducation = true });

        pupil.At("2021-09-18 09:00")
            .When(new JoinWave(People.Wave(21))).ThenRefused(ParticipantRefusals.InFormalEducation)
            .Does(new ChangeProfile(new ProvinceCode(32), Employment.JobSeeker, InFormalEducation: false))
            .When(new JoinWave(People.Wave(21))).ThenHappens(typeof(ParticipantEvent.WaveJoined));
    }

    [Theory]
    [InlineData(Employment.JobSeeker, false)]
    [InlineData(Employment.LaidOff, false)]
    [InlineData(Employment.Furloughed, false)]
    [InlineData(Employment.Worker, false)]
    [InlineData(Employment.MicroOrSmallBusiness, false)]
    [InlineData(Employment.AffectedMicroOrSmallBusiness, false)]
    [InlineData(Employment.StateOfficial, true)]
    [InlineData(Employment.CouncilMember, true)]
    [InlineData(Employment.CivilServant, true)]
    [InlineData(Employment.Military, true)]
    [InlineData(Employment.Police, true)]
    [InlineData(Employment.VillageOfficial, true)]
    [InlineData(Employment.StateCompanyOfficer, true)]
    public void Officials_may_join_and_are_passed_over_by_the_draw_with_the_reason(
        Employment employment, bool isProhibited)
    {
        var scenario = Given.AParticipant(profile: People.Siti with { Employment = employment }).WhoJoined(21);

        Assert.Equal(isProhibited, EligibilityRules.IsProhibited(employment));
        Assert.Equal(
            isProhibited ? Prakerja.Grains.Programme.NotSelectedReason.ProhibitedOccupation : null,
            EligibilityRules.SetAsideWhenApplying(scenario.State));
    }

    [Theory]
    [InlineData(Employment.Furloughed, 1)]
    [InlineData(Employment.AffectedMicroOrSmallBusiness, 1)]
    [InlineData(Employment.JobSeeker, 2)]
    [InlineData(Employment.LaidOff, 2)]
    [InlineData(Employment.Worker, 2)]
    [InlineData(Employment.MicroOrSmallBusiness, 2)]
    [InlineData(Employment.CivilServant, 2)]
    public void Furloughed_workers_and_affected_small_businesses_come_first(Employment employment, byte tier)
    {
        var scenario = Given.AParticipant(profile: People.Siti with { Employment = employment });

        var joined = scenario.At("2021-09-18 09:00").When(new JoinWave(People.Wave(21)))
            .ThenOne<ParticipantEvent.WaveJoined>();

        Assert.Equal(tier, joined.Tier);
        Assert.Equal(tier, EligibilityRules.TierOf(employment));
    }

    [Theory]
    [InlineData("1990-05-18", Sex.Female, "nik.contradicts_birth_date")]
    [InlineData("1990-06-17", Sex.Female, "nik.contradicts_birth_date")]
    [InlineData("1991-05-17", Sex.Female, "nik.contradicts_birth_date")]
    [InlineData("1990-05-17", Sex.Male, "nik.contradicts_sex")]
    [InlineData("1990-05-18", Sex.Male, "nik.contradicts_sex")]
    public void A_NIK_with_another_birth_date_or_sex_is_refused(string birthDate, Sex sex, string code)
    {
        var contradicting = People.Siti with { BirthDate = birthDate.Date(), Sex = sex };

        Given.Nobody().When(new Register(contradicting)).ThenRefused(new Refusal(code));
    }

    [Theory]
    [InlineData("1990-05-17", Sex.Female)]
    [InlineData("1990-05-17", Sex.Male)]
    [InlineData("2000-02-29", Sex.Female)]
    public void A_NIK_that_says_the_same_birth_date_and_sex_is_accepted(string birthDate, Sex sex) =>
        Assert.Null(EligibilityRules.CheckNik(People.Of(birthDate.Date(), sex), "2021-09-01 08:00".Wib()));

    [Theory]
    [InlineData("1921-09-02", true)] // 99 years old
    [InlineData("1921-09-01", false)] // 100 today
    [InlineData("1908-08-15", false)] // as who was born in 2008 might say, to be of age
    [InlineData("2008-08-15", true)]
    public void The_two_digits_of_a_NIK_s_year_are_of_the_last_hundred_years(string birthDate, bool agrees) =>
        Assert.Equal(
            agrees ? null : ParticipantRefusals.NikContradictsBirthDate,
            EligibilityRules.CheckNik(People.Of(birthDate.Date(), Sex.Female), "2021-09-01 08:00".Wib()));

    [Theory]
    [InlineData("2021-09-18 23:59:59.999", null)]
    [InlineData("2021-09-19 00:00:00.000", "join.over_age")]
    public void The_whole_year_of_the_maximum_age_counts(string now, string? refusal)
    {
        var profile = People.Of("1956-09-19".Date(), Sex.Female);

        Assert.Equal(
            refusal, EligibilityRules.CheckMayApply(profile, now.Wib(), new ProgrammeOptions())?.Code);
        Assert.Null(EligibilityRules.CheckMayApply(
            profile, now.Wib(), new ProgrammeOptions { MaximumAgeYears = 65 }));
    }
}
