using System.Text.Json;
using Prakerja.Grains.Participants;
using Prakerja.Grains.SignUps;
using Prakerja.Grains.Tests.Participants;

namespace Prakerja.Grains.Tests.Golden;

public sealed class StoredSignUpsTests
{
    private const string Participant = "p-0123456789abcdefghjkmnpqrs";
    private static readonly DateTimeOffset At = "2021-09-01 08:00".Wib();

    private static SignUpAttemptState Begun { get; } = new(Participant, new string('a', 64), At)
    {
        Profile = People.Siti,
        Code = new OneTimeCode(CodePurpose.VerifyPhone, 2, At, 1),
        CodesIssued = 2,
        WrongTries = 3,
    };

    [Fact]
    public void An_attempt_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "sign-up-state-begun.json", Begun, SignUpAttemptJson.Default.SignUpAttemptState);

    [Fact]
    public void A_refused_attempt_is_read_as_it_was_written() => GoldenFile.AssertReadsAs(
        "sign-up-state-refused.json",
        Begun with { Profile = null, End = SignUpEnd.Refused, RefusedFor = "sign_up.already_registered" },
        SignUpAttemptJson.Default.SignUpAttemptState);

    [Fact]
    public void Its_events_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "sign-up-events.json",
        [
            new SignUpAttemptEvent.Started(null, null, null, At),
            new SignUpAttemptEvent.CodeIssued(1, At),
            new SignUpAttemptEvent.CodeMistaken(1),
            new SignUpAttemptEvent.Won(),
            new SignUpAttemptEvent.Refused("sign_up.already_registered"),
            new SignUpAttemptEvent.Lapsed(),
        ],
        SignUpAttemptJson.Default.SignUpAttemptEvent);

    [Fact]
    public void No_event_contains_what_was_told_or_the_secret()
    {
        var secret = SignUpSecret.Next();
        var started = new SignUpAttemptEvent.Started(Participant, secret.Hash(), People.Siti, At);

        var json = JsonSerializer.Serialize<SignUpAttemptEvent>(
            started, SignUpAttemptJson.Default.SignUpAttemptEvent);

        Assert.DoesNotContain("Siti", json, StringComparison.Ordinal);
        Assert.DoesNotContain(People.Siti.Nik.Reveal(), json, StringComparison.Ordinal);
        Assert.DoesNotContain(secret.Hash(), json, StringComparison.Ordinal);
        Assert.DoesNotContain(Participant, json, StringComparison.Ordinal);
    }
}
