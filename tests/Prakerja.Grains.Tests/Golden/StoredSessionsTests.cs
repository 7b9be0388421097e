using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Tests.Participants;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Golden;

public sealed class StoredSessionsTests
{
    internal const string EventsFile = "participant-session-events.json";
    internal const string LookFile = "participant-look-events.json";

    private static readonly DateTimeOffset At = new(2021, 9, 1, 8, 0, 0, Wib.Offset);

    [Fact]
    public void A_participant_with_devices_is_read_as_it_was_written()
    {
        var written = Given.AnAccount()
            .Does(new OpenSession(new DeviceSummary(DeviceBrowser.Chrome, DeviceSystem.Android)))
            .Does(new LogOutEverywhere())
            .Does(new OpenSession(new DeviceSummary(DeviceBrowser.SamsungInternet, DeviceSystem.Android)))
            .Does(new LogOut(2))
            .Does(new OpenSession(default))
            .Written;

        var read = GoldenFile.ReadState(
            "participant-state-devices.json", written, ParticipantJson.Default.ParticipantState);

        Assert.True(States.AreSame(written, read));
        Assert.Equal(2, read.Sessions!.Devices.Length);
    }

    [Fact]
    public void Events_of_sessions_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        EventsFile,
        [
            new ParticipantEvent.SessionOpened(
                1, DeviceBrowser.Firefox, DeviceSystem.Linux, 4, new DateOnly(2021, 9, 1)),
            new ParticipantEvent.LoggedOut(1),
            new ParticipantEvent.LoggedOutEverywhere(2),
            new ParticipantEvent.DeviceRemoved(3),
        ],
        ParticipantJson.Default.ParticipantEvent,
        "participant-events.json",
        StoredParticipantsTests.EmailEvents,
        LookFile);

    [Fact]
    public void A_look_is_read_as_it_was_written() => GoldenFile.AssertReadsAsEvents(
        LookFile,
        [new ParticipantEvent.ProfileLookedAt("ani", "Peserta menelepon.", At)],
        ParticipantJson.Default.ParticipantEvent,
        "participant-events.json",
        StoredParticipantsTests.EmailEvents,
        EventsFile);

    [Fact]
    public void The_session_keys_are_read_as_they_were_written() => GoldenFile.AssertReadsAs(
        "session-keys-state.json",
        new SessionKeysState { Keys = [new SessionKey("k1", "salt-1", At), new SessionKey("k2", "salt-2", At)] },
        SessionKeysJson.Default.SessionKeysState);

    [Fact]
    public void Events_of_the_session_keys_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "session-keys-events.json",
        [new SessionKeysEvent.KeyMade("k1", null, At), new SessionKeysEvent.KeyRetired("k1", At)],
        SessionKeysJson.Default.SessionKeysEvent);
}
