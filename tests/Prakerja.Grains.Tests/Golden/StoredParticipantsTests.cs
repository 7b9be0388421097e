using System.Text.Json;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Tests.Participants;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Golden;

public sealed class StoredParticipantsTests
{
    public const string EmailEvents = "participant-email-events.json";

    private static readonly ReturnIncentive Returning =
        new(WalletProvider.Ovo, 1, new Rupiah(600_000), PayoutFailureCause.MonthlyLimit);

    private static readonly Dictionary<string, Func<Scenario>> Stages = new()
    {
        ["signed-up"] = () => Given.ASignUp(),
        ["verified"] = () => Given.AnAccount(),
        ["elsewhere"] = () => Given.AnAccount().Does(new RequestCode(CodePurpose.LogInElsewhere)),
        ["guessed"] = () => Guessed(Given.AnAccount()),
        ["email-confirmed"] = () => Given.Nobody().Does(new Register(People.Siti, IdentityConfirmed: true))
            .Does(new RequestCode(CodePurpose.ConfirmEmail)).Does(new UseCode(CodePurpose.ConfirmEmail, Matches: true)),
        ["test-running"] = () =>
            Given.AnAccount().Does(new StartTest()).Does(new AnswerTest(People.Answers(4), Submit: false)),
        ["test-submitted"] = () => Given.AParticipant(),
        ["waiting"] = () => Given.AParticipant().WhoJoined(21),
        ["not-selected"] = () => Given.AParticipant().WhoJoined(21).WhoWasNotSelected(),
        ["recipient"] = () => Given.ARecipient(),
        ["watching"] = () => Given.ARecipient().WhoWatched(1).WhoWatched(2),
        ["holder"] = () => Given.AHolder().WithPurchaseCode(),
        ["warned"] = () => Reminded(Given.AHolder().At("2021-10-17 09:00")),
        ["bought"] = () => Given.AHolder().WhoBought(),
        ["refunded"] = () => Given.AHolder().WhoBought().WhoCancelled(),
        ["redeemed"] = () => Given.AHolder().WhoBought().WhoRedeemed(),
        ["pre-tested"] = () => Given.AHolder().WhoBought().WhoRedeemed().WhoTookThePreTest(),
        ["completed"] = () => Given.AHolder().WhoBought().WhoRedeemed().WhoTookThePreTest().WhoCompleted(),
        ["certified"] = () => Given.AHolder().WhoBought().WhoFinished(),
        ["reviewed"] = () => Given.AGraduate(),
        ["paid"] = () => Given.AGraduate().WithVerifiedWallet().Does(new AnswerSurvey(2, [1, 2, 3, 4, 5])),
        ["payout-returned"] = () => Given.AGraduate().WithVerifiedWallet().Does(Returning),
        ["payout-retried"] = () =>
            Reminded(Given.AGraduate().WithVerifiedWallet().Does(Returning).At("2021-11-01 09:00")),
        ["frozen"] = () => Given.AHolder().WhoIsFrozen().WhoseCancellationIsRequested(),
        ["lapsed"] = () => Reminded(Given.AHolder().At("2021-10-24 00:00:01")),
        ["expired"] = () => Reminded(Given.AHolder().WhoBought().WhoIsFrozen().At("2021-12-16 00:00:01")),
        ["expired-refunded"] = () => Given.AHolder(notifiedAt: "2021-12-01 10:00").At("2021-12-10 09:00").WhoBought()
            .At("2021-12-16 09:00").WhoCancelled(),
        ["cancelled"] = () => Given.AHolder().WhoBought().WhoIsCancelled(),
    };

    public static TheoryData<string> StageNames { get; } = [.. Stages.Keys];

    [Theory]
    [MemberData(nameof(StageNames))]
    public void A_participant_is_read_as_it_was_written(string stage)
    {
        var written = Stages[stage]().Written with
        {
            Answered = [new AnsweredRequest(RequestDigest.Of("key-1"), RequestDigest.Of("hash-1"), [1, 2, 3])],
        };

        var read = GoldenFile.ReadState(
            $"participant-state-{stage}.json", written, ParticipantJson.Default.ParticipantState);

        Assert.True(States.AreSame(written, read));
    }

    [Fact]
    public void A_requested_cancellation_with_people_is_read_as_it_was_written() =>
        GoldenFile.AssertReadsAs<ParticipantEvent>(
            "participant-cancellation-with-people.json",
            new ParticipantEvent.CancellationRequested(
                "key-1", "Data palsu.", "2021-09-23 10:00".Wib(), ["ani", "siti"]),
            ParticipantJson.Default.ParticipantEvent);

    [Fact]
    public void A_participant_with_almost_no_stored_fields_can_be_read()
    {
        var json = JsonSerializer.Serialize(Given.ASignUp().Written, ParticipantJson.Default.ParticipantState);
        var profile = JsonDocument.Parse(json).RootElement.GetProperty("profile").GetRawText();

        var read = JsonSerializer.Deserialize(
            $$"""{"profile":{{profile}},"later":true}""", ParticipantJson.Default.ParticipantState)!;

        Assert.Equal(People.Siti, read.Profile);
        Assert.Equal(AbilityTest.NotTaken.Instance, read.Test);
        Assert.Empty(read.Past);
        Assert.Empty(read.Purchases);
        Assert.Empty(read.Answered);
    }

    [Fact]
    public void A_mistake_at_a_sign_up_of_an_earlier_version_is_read() => GoldenFile.ReadState(
        "participant-state-code-mistaken.json",
        Mistaken(Given.ASignUp()).Written with
        {
            Answered = [new AnsweredRequest(RequestDigest.Of("key-1"), RequestDigest.Of("hash-1"), [1, 2, 3])],
            CodeFailures = 0,
            CodeFailedAt = null,
        },
        ParticipantJson.Default.ParticipantState);

    [Fact]
    public void The_events_of_participants_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        "participant-events.json",
        [.. OneOfEachKind().Where(@event => !IsOfEmail(@event))],
        ParticipantJson.Default.ParticipantEvent,
        EmailEvents,
        StoredSessionsTests.EventsFile,
        StoredSessionsTests.LookFile);

    [Fact]
    public void The_events_of_emails_are_read_as_they_were_written() => GoldenFile.AssertReadsAsEvents(
        EmailEvents,
        [.. OneOfEachKind().Where(IsOfEmail)],
        ParticipantJson.Default.ParticipantEvent,
        "participant-events.json",
        StoredSessionsTests.EventsFile,
        StoredSessionsTests.LookFile);

    [Fact]
    public void No_event_contains_identity_or_secrets_of_a_person()
    {
        string[] secrets =
        [
            People.Siti.Nik.Reveal(),
            People.Siti.FamilyCard.Reveal(),
            People.Siti.Household.ToString(),
            "Siti", "Aminah", "Rohani", "Wulandari", "contoh.id",
            People.Siti.Phone.Reveal(), "81234567890",
            "1990-05-17",
            People.CardNumber.Reveal(),
            People.Code(1).Reveal(),
            People.Answers(4), People.Answers(12),
        ];
        var events = Stages.Values.SelectMany(scenario => scenario().History)
            .Concat(
                Given.AParticipant().Does(new ChangeProfile(new ProvinceCode(31), Employment.Worker, true)).History);

        foreach (var @event in events)
        {
            var json = JsonSerializer.Serialize(@event, ParticipantJson.Default.ParticipantEvent);
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, json, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void The_state_contains_what_the_events_leave_out()
    {
        var json = JsonSerializer.Serialize(
            Given.AHolder().WhoBought().Written, ParticipantJson.Default.ParticipantState);

        Assert.Contains(People.Siti.Nik.Reveal(), json, StringComparison.Ordinal);
        Assert.Contains(People.CardNumber.Reveal(), json, StringComparison.Ordinal);
        Assert.Contains(People.Code(1).Reveal(), json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_printed_state_event_or_command_contains_no_personal_data()
    {
        var scenario = Given.AGraduate().WithVerifiedWallet();
        object[] printed =
        [
            scenario.Written.Profile,
            People.Siti.Nik,
            People.CardNumber,
            People.Code(1),
            new Register(People.Siti),
            new LinkWallet(WalletProvider.Ovo, "081234567890"),
            new BuyCourse(People.Course(), People.Platform, People.Code(1), true),
        ];

        Assert.All(printed, thing =>
        {
            var text = thing.ToString()!;
            Assert.DoesNotContain("Siti", text, StringComparison.Ordinal);
            Assert.DoesNotContain(People.Siti.Nik.Reveal(), text, StringComparison.Ordinal);
            Assert.DoesNotContain(People.CardNumber.Reveal(), text, StringComparison.Ordinal);
            Assert.DoesNotContain(People.Code(1).Reveal(), text, StringComparison.Ordinal);
            Assert.DoesNotContain("081234567890", text, StringComparison.Ordinal);
        });
    }

    private static bool IsOfEmail(ParticipantEvent @event) =>
        @event is ParticipantEvent.EmailConfirmed or ParticipantEvent.EmailGivenUp;

    private static List<ParticipantEvent> OneOfEachKind() =>
    [
        .. Mistaken(Given.ASignUp()).History
            .Concat(Stages.Values.SelectMany(scenario => scenario().History))
            .Concat(Given.AnAccount().Does(new RequestCode(CodePurpose.LogIn))
                .Does(new UseCode(CodePurpose.LogIn, Matches: true))
                .Does(new RequestCode(CodePurpose.ConfirmEmail))
                .Does(new UseCode(CodePurpose.ConfirmEmail, Matches: true))
                .Does(new ChangeProfile(new ProvinceCode(31), Employment.Worker, false)).History)
            .Concat(Given.AnAccount().Does(new GiveUpEmail()).History)
            .Concat(Given.AHolder().WhoIsFrozen().Does(new UnfreezeCard("budi", "Tidak terbukti."))
                .WhoseCancellationIsRequested().Does(new DecideCancellation("budi", Approve: false)).History)
            .DistinctBy(@event => @event.GetType())
            .OrderBy(@event => @event.GetType().Name, StringComparer.Ordinal),
    ];

    private static Scenario Reminded(Scenario scenario)
    {
        Assert.NotEmpty(scenario.WhenReminded());
        return scenario;
    }

    private static Scenario Guessed(Scenario scenario)
    {
        scenario.Does(new RequestCode(CodePurpose.LogIn)).When(new UseCode(CodePurpose.LogIn, Matches: false));
        scenario.Does(new RequestCode(CodePurpose.LogInElsewhere))
            .When(new UseCode(CodePurpose.LogInElsewhere, Matches: false));
        return scenario;
    }

    private static Scenario Mistaken(Scenario scenario)
    {
        scenario.TakesFromEarlierVersion(new ParticipantEvent.CodeMistaken(CodePurpose.VerifyPhone, 1));
        return scenario;
    }
}
