using Prakerja.Grains.Participants;
using static Prakerja.Grains.Participants.ParticipantCommand;
using static Prakerja.Grains.Participants.ParticipantEvent;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule A1: sessions and devices.</summary>
public sealed class SessionTests
{
    private static readonly DeviceSummary Phone = new(DeviceBrowser.Chrome, DeviceSystem.Android);

    [Fact]
    public void A_log_in_on_a_new_device_opens_a_session_there() => Given.AnAccount()
        .Does(new RequestCode(CodePurpose.LogInElsewhere))
        .When(new LogIn(null, Matches: true, Phone))
        .ThenHappens(typeof(LoggedIn), typeof(SessionOpened));

    [Fact]
    public void A_wrong_code_opens_no_session()
    {
        var scenario = Given.AnAccount().Does(new RequestCode(CodePurpose.LogInElsewhere));

        var outcome = scenario.When(new LogIn(null, Matches: false, Phone));

        Assert.Equal(ParticipantRefusals.CodeWrong, outcome.Refusal);
        Assert.Null(scenario.State.Sessions);
    }

    [Fact]
    public void A_session_is_open_until_its_log_out_and_others_stay_open()
    {
        var scenario = Given.AnAccount().Does(new OpenSession(Phone)).Does(new OpenSession(Phone));
        Assert.True(IsOpen(scenario, 1));
        Assert.True(IsOpen(scenario, 2));
        Assert.False(IsOpen(scenario, 3));

        scenario.When(new LogOut(1)).Then(new LoggedOut(1));

        Assert.False(IsOpen(scenario, 1));
        Assert.True(IsOpen(scenario, 2));
        scenario.When(new LogOut(1)).ThenNothing();
    }

    [Fact]
    public void A_log_out_everywhere_ends_all_sessions_and_no_later_one()
    {
        var scenario = Given.AnAccount().Does(new OpenSession(Phone));

        scenario.When(new LogOutEverywhere()).Then(new LoggedOutEverywhere(1));
        scenario.Does(new OpenSession(Phone));

        Assert.False(IsOpen(scenario, 1));
        Assert.False(IsOpen(scenario, 2));
        Assert.True(IsOpen(scenario, 2, epoch: 1));
        // The numbers go on, so an old token never names a new session.
        Assert.Equal(2, scenario.State.Sessions!.Devices.Single().Number);
    }

    [Fact]
    public void A_token_without_a_session_is_good_in_the_first_epoch_and_its_log_out_ends_all()
    {
        var scenario = Given.AnAccount().Does(new OpenSession(Phone));
        Assert.True(IsOpen(scenario, 0));

        scenario.When(new LogOut(0)).Then(new LoggedOutEverywhere(1));

        Assert.False(IsOpen(scenario, 0));
        Assert.False(IsOpen(scenario, 1));
    }

    [Fact]
    public void A_new_log_in_on_a_known_device_ends_its_earlier_session()
    {
        var scenario = Given.AnAccount().Does(new OpenSession(Phone)).Does(new RequestCode(CodePurpose.LogIn))
            .Does(new LogIn(new DeviceProof(1, 0), Matches: true, Phone));

        Assert.False(IsOpen(scenario, 1));
        Assert.True(IsOpen(scenario, 2));
        Assert.Single(scenario.State.Sessions!.Devices);
    }

    [Fact]
    public void A_device_is_known_through_day_180_after_its_last_log_in()
    {
        var scenario = Given.AnAccount().At("2021-09-01 23:59").Does(new OpenSession(Phone));
        var proof = new DeviceProof(1, 0);

        Assert.Equal(CodePurpose.LogIn, PurposeFor(scenario.At("2022-02-28 23:59:59.999"), proof));
        Assert.Equal(CodePurpose.LogInElsewhere, PurposeFor(scenario.At("2022-03-01 00:00"), proof));
    }

    [Fact]
    public void A_device_is_new_with_another_number_epoch_or_without_a_proof()
    {
        var scenario = Given.AnAccount().Does(new OpenSession(Phone));

        Assert.Equal(CodePurpose.LogInElsewhere, PurposeFor(scenario, new DeviceProof(2, 0)));
        Assert.Equal(CodePurpose.LogInElsewhere, PurposeFor(scenario, new DeviceProof(1, 1)));
        Assert.Equal(CodePurpose.LogInElsewhere, PurposeFor(scenario, null));
        Assert.Equal(CodePurpose.LogIn, PurposeFor(scenario, new DeviceProof(1, 0)));
    }

    [Fact]
    public void A_removed_device_is_unknown_and_its_session_ended()
    {
        var scenario = Given.AnAccount().Does(new OpenSession(Phone));

        scenario.When(new RemoveDevice(1)).Then(new DeviceRemoved(1));

        Assert.False(IsOpen(scenario, 1));
        scenario.When(new RemoveDevice(1)).ThenRefused(ParticipantRefusals.DeviceUnknown);
    }

    [Fact]
    public void An_eleventh_device_takes_the_place_of_the_one_seen_longest_ago()
    {
        var scenario = Given.AnAccount();
        for (var device = 1; device <= SessionRules.DevicesMax; device++)
            scenario.After(TimeSpan.FromDays(1)).Does(new OpenSession(Phone));
        // The first device is seen again, so the second is the oldest.
        scenario.After(TimeSpan.FromDays(1)).Does(new RequestCode(CodePurpose.LogIn))
            .Does(new LogIn(new DeviceProof(1, 0), Matches: true, Phone));

        var outcome = scenario.When(new OpenSession(Phone));

        Assert.Equal(2, outcome.ThenOne<DeviceRemoved>().Device);
        Assert.Equal(SessionRules.DevicesMax, scenario.State.Sessions!.Devices.Length);
    }

    [Fact]
    public void Devices_that_are_no_longer_known_are_forgotten_with_the_next_log_in()
    {
        var scenario = Given.AnAccount().Does(new OpenSession(Phone)).After(TimeSpan.FromDays(181));

        scenario.When(new OpenSession(Phone)).ThenHappens(typeof(DeviceRemoved), typeof(SessionOpened));

        Assert.Equal(2, scenario.State.Sessions!.Devices.Single().Number);
    }

    [Fact]
    public void An_unverified_person_gets_no_session() => Given.ASignUp()
        .When(new OpenSession(Phone)).ThenRefused(ParticipantRefusals.PhoneNotVerified);

    private static bool IsOpen(Scenario scenario, int session, int epoch = 0) =>
        SessionRules.IsOpen(scenario.State, new SessionStamp("p-1", session, epoch));

    private static CodePurpose PurposeFor(Scenario scenario, DeviceProof? proof) =>
        SessionRules.PurposeFor(scenario.State, proof, scenario.Now, scenario.Options);
}
