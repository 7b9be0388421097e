using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rules A2, A3, A4, S2, N1, E4 and B1: join a wave, learn the outcome, get the card.</summary>
public sealed class ApplicationTests
{
    [Theory]
    [InlineData("2021-09-16 11:59:59.999", "join.not_open_yet")]
    [InlineData("2021-09-16 12:00:00.000", null)]
    [InlineData("2021-09-16 12:00:00.001", null)]
    [InlineData("2021-09-19 23:59:59.998", null)]
    [InlineData("2021-09-19 23:59:59.999", null)]
    [InlineData("2021-09-20 00:00:00.000", "join.closed")]
    [InlineData("2021-09-20 00:00:00.001", "join.closed")]
    public void An_application_counts_from_the_opening_moment_to_the_last_one_before_midnight(
        string now, string? refusal)
    {
        var scenario = Given.AParticipant().At(now);
        var wave = People.Wave(21);

        Assert.Equal(refusal, scenario.When(new JoinWave(wave)).Refusal?.Code);
        Assert.Equal(refusal is null, wave.IsOpenAt(scenario.Now));
    }

    [Fact]
    public void An_application_keeps_province_and_tier_of_the_moment()
    {
        var scenario = Given.AParticipant(profile: People.Siti with { Employment = Employment.Furloughed })
            .At("2021-09-18 09:00");

        scenario.When(new JoinWave(People.Wave(21)))
            .Then(new WaveJoined(21, scenario.Now, new ProvinceCode(32), 1, People.RollPartition));

        Assert.Equal(new Application.Waiting(21, scenario.Now, new ProvinceCode(32), 1), scenario.State.Application);
    }

    [Fact]
    public void One_joins_after_the_phone_is_verified_and_the_test_is_taken()
    {
        var wave = People.Wave(21);
        Given.ASignUp().At("2021-09-18 09:00")
            .When(new JoinWave(wave)).ThenRefused(ParticipantRefusals.PhoneNotVerified);
        Given.AnAccount().At("2021-09-18 09:00")
            .When(new JoinWave(wave)).ThenRefused(ParticipantRefusals.TestNotTaken)
            .Does(new StartTest())
            .When(new JoinWave(wave)).ThenRefused(ParticipantRefusals.TestNotTaken);
    }

    [Fact]
    public void An_account_joins_one_wave_at_a_time() => Given.AParticipant().WhoJoined(21)
        .When(new JoinWave(People.Wave(21))).ThenRefused(ParticipantRefusals.AlreadyJoined)
        .When(new JoinWave(People.Wave(22))).ThenRefused(ParticipantRefusals.OtherWavePending);

    [Fact]
    public void A_person_who_was_not_selected_keeps_all_data_and_only_chooses_the_next_wave()
    {
        var scenario = Given.AParticipant().WhoJoined(21).WhoWasNotSelected(NotSelectedReason.HouseholdFull);
        var next = People.Wave(22) with { ClosesAt = "2021-10-10".Wib() };

        Assert.Null(scenario.State.Application);
        Assert.Equal([new PastApplication(21, NotSelectedReason.HouseholdFull)], scenario.State.Past);
        scenario.When(new JoinWave(next)).ThenHappens(typeof(WaveJoined));
        Assert.Equal(People.Siti, scenario.State.Profile);
    }

    [Fact]
    public void A_recipient_never_joins_again_in_a_lifetime()
    {
        var later = People.Wave(30) with { ClosesAt = "2023-01-01".Wib() };

        Given.ARecipient().When(new JoinWave(later)).ThenRefused(ParticipantRefusals.AlreadyRecipient);
        Given.AHolder().WhoBought().At("2021-12-16 08:00")
            .When(new JoinWave(later)).ThenRefused(ParticipantRefusals.AlreadyRecipient);
    }

    [Fact]
    public void A_person_with_a_lapsed_or_cancelled_card_is_barred()
    {
        var later = People.Wave(30) with { ClosesAt = "2023-01-01".Wib() };

        Given.ARecipient().At("2021-10-23 23:59:59.999")
            .When(new JoinWave(later)).ThenRefused(ParticipantRefusals.AlreadyRecipient)
            .At("2021-10-24").When(new JoinWave(later)).ThenRefused(ParticipantRefusals.Barred);
        Given.AHolder().WhoIsCancelled()
            .When(new JoinWave(later)).ThenRefused(ParticipantRefusals.Barred);
    }

    [Fact]
    public void Nothing_the_roll_already_holds_changes_while_the_application_waits()
    {
        var change = new ChangeProfile(new ProvinceCode(31), Employment.Furloughed, InFormalEducation: true);
        var scenario = Given.AParticipant().WhoJoined(21);

        scenario.When(change).ThenRefused(ParticipantRefusals.ProfileLocked)
            .WhoWasNotSelected().When(change).ThenHappens(typeof(ProfileChanged))
            .When(change).ThenNothing();

        Assert.Equal(
            People.Siti with
            {
                Province = new ProvinceCode(31),
                Employment = Employment.Furloughed,
                InFormalEducation = true,
            },
            scenario.State.Profile);
    }

    [Theory]
    [InlineData((byte)31, null, null)]
    [InlineData(null, Employment.LaidOff, null)]
    [InlineData(null, null, true)]
    public void Each_part_of_a_profile_can_change_by_itself(byte? province, Employment? employment, bool? inEducation)
    {
        var scenario = Given.AParticipant();
        var before = scenario.State.Profile;

        scenario.When(new ChangeProfile(
                province is { } code ? new ProvinceCode(code) : null, employment, inEducation))
            .ThenHappens(typeof(ProfileChanged));

        var after = scenario.State.Profile;
        Assert.Equal(province ?? before.Province.Value, after.Province.Value);
        Assert.Equal(employment ?? before.Employment, after.Employment);
        Assert.Equal(inEducation ?? before.InFormalEducation, after.InFormalEducation);
    }

    [Fact]
    public void An_outcome_is_learned_once_and_of_the_wave_that_was_joined_alone()
    {
        var scenario = Given.AParticipant().WhoJoined(21);

        scenario.When(new LearnOutcome(20, NotSelectedReason.QuotaExhausted)).ThenNothing()
            .When(new LearnOutcome(21, NotSelectedReason.QuotaExhausted))
            .Then(new NotSelected(21, NotSelectedReason.QuotaExhausted))
            .When(new LearnOutcome(21, NotSelectedReason.QuotaExhausted)).ThenNothing();
        Given.ARecipient().When(new LearnOutcome(21, NotSelectedReason.QuotaExhausted)).ThenNothing();
    }

    [Fact]
    public void A_card_is_granted_with_the_whole_balance_once()
    {
        var scenario = Given.AParticipant().WhoJoined(21).At("2021-09-23 10:00");

        scenario.When(new GrantCard(21, People.CardNumber, 2))
            .Then(new CardGranted(People.CardNumber, 21, scenario.Now, 2, new Rupiah(1_000_000)));
        Assert.Equal(
            new Card.Active(
                People.CardNumber, 21, scenario.Now, new Rupiah(
                    1_000_000), 2, new Rupiah(1_000_000), false, null, null),
            scenario.State.Card);
        Assert.Equal(new Application.Selected(21, scenario.Now), scenario.State.Application);

        scenario.When(new GrantCard(21, People.CardNumber, 1)).ThenNothing();
        scenario.When(new GrantCard(22, People.CardNumber, 1)).ThenRefused(AwardRefusals.AlreadyRecipient);
        Assert.Equal(new Rupiah(1_000_000), scenario.Balance);
    }

    [Fact]
    public void A_card_is_granted_only_to_people_who_wait_for_that_wave()
    {
        Given.AParticipant().When(new GrantCard(21, People.CardNumber, 1)).ThenRefused(AwardRefusals.NotApplied);
        Given.AParticipant().WhoJoined(21)
            .When(new GrantCard(20, People.CardNumber, 1)).ThenRefused(AwardRefusals.NotApplied);
        Given.AParticipant().WhoJoined(21).WhoWasNotSelected()
            .When(new GrantCard(21, People.CardNumber, 1)).ThenRefused(AwardRefusals.NotApplied);
    }

    [Theory]
    [InlineData(WaveStage.Open, "2021-09-19 23:59:59.999", ApplicationStatus.WaitingForClose)]
    [InlineData(WaveStage.Open, "2021-09-20 00:00:00.000", ApplicationStatus.InProcess)] // before the wave noticed
    [InlineData(WaveStage.Scheduled, "2021-09-18 09:00", ApplicationStatus.WaitingForClose)]
    [InlineData(WaveStage.Closed, "2021-09-20 00:00:02.000", ApplicationStatus.InProcess)]
    [InlineData(WaveStage.Closed, "2021-09-25 00:00", ApplicationStatus.InProcess)]
    [InlineData(WaveStage.Drawn, "2021-09-21 10:00", ApplicationStatus.InSelection)]
    [InlineData(WaveStage.Announced, "2021-09-23 10:00", ApplicationStatus.InSelection)] // not yet told
    public void The_status_of_a_waiting_application_follows_the_wave(
        WaveStage stage, string now, ApplicationStatus status)
    {
        var scenario = Given.AParticipant().WhoJoined(21);
        var wave = People.Wave(21, stage);

        Assert.Equal(status, ApplicationRules.StatusOf(wave, now.Wib()));
        Assert.Equal(
            new ApplicationView(21, status, null, "2021-09-18 09:00".Wib()),
            ParticipantViews.Application(scenario.State, wave, null, now.Wib()));
    }

    [Fact]
    public void Selected_and_not_selected_are_shown_with_the_reason()
    {
        var waiting = Given.AParticipant().WhoJoined(21);
        var announced = People.Wave(21, WaveStage.Announced);

        Assert.Equal(
            new ApplicationView(
                21, ApplicationStatus.NotSelected, NotSelectedReason.TestFailed, "2021-09-18 09:00".Wib()),
            ParticipantViews.Application(
                waiting.State, announced, NotSelectedReason.TestFailed, "2021-09-23 10:00".Wib()));
        Assert.Equal(
            new ApplicationView(21, ApplicationStatus.Selected, null, null),
            ParticipantViews.Application(Given.ARecipient().State, announced, null, "2021-09-23 10:00".Wib()));
        Assert.Equal(
            ApplicationStatus.InProcess,
            ParticipantViews.Application(waiting.State, null, null, waiting.Now)!.Status);
        Assert.Null(ParticipantViews.Application(Given.AParticipant().State, announced, null, waiting.Now));
    }

    [Fact]
    public void Every_past_wave_stays_on_the_dashboard_with_its_reason()
    {
        var scenario = Given.AParticipant().WhoJoined(21).WhoWasNotSelected(NotSelectedReason.HouseholdFull);

        var dashboard = ParticipantViews.Dashboard("p-1", scenario.State, null, scenario.Now, scenario.Options);

        Assert.Equal(
            [new ApplicationView(21, ApplicationStatus.NotSelected, NotSelectedReason.HouseholdFull, null)],
            dashboard.Past);
        Assert.Equal(("p-1", true), (dashboard.Participant, dashboard.PhoneVerified));
        Assert.Null(dashboard.Card);
        Assert.Null(dashboard.Videos);
        Assert.Null(dashboard.Incentives);
        Assert.Empty(dashboard.Purchases);
    }

    [Fact]
    public void A_household_meets_in_one_roll_partition()
    {
        var household = People.Siti.Household;
        Assert.Equal(0, ApplicationRules.RollPartitionOf(household, 1));
        Assert.Equal(
            ApplicationRules.RollPartitionOf(household, 16), ApplicationRules.RollPartitionOf(household, 16));
        Assert.Equal(255, ApplicationRules.RollPartitionOf(new KeyedHash(0, 255), 256));
        Assert.Equal(0, ApplicationRules.RollPartitionOf(new KeyedHash(0, 256), 256));
        Assert.Equal(255, ApplicationRules.RollPartitionOf(new KeyedHash(0, ulong.MaxValue), 256));
    }
}
