using System.Collections.Immutable;
using System.Text.Json;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>
/// The scenario of one person, built only from real commands, so that no test starts from an impossible state. Every
/// preparing step must be accepted; the tested command goes through <see cref="When"/>.
/// </summary>
internal sealed class Scenario(ProgrammeOptions options, DateTimeOffset now)
{
    private ParticipantState? written;

    public ProgrammeOptions Options => options;

    public DateTimeOffset Now { get; private set; } = now;

    /// <summary>All events of this person.</summary>
    public List<ParticipantEvent> History { get; } = [];

    /// <summary>The stored state after the last command.</summary>
    public ParticipantState Written => written!;

    /// <summary>The state as of now.</summary>
    public ParticipantState State => ParticipantRules.AsOf(Written, Now, options);

    public Card.Active ActiveCard => Assert.IsType<Card.Active>(State.Card);

    public Rupiah Balance => State.Card is Card.Active active ? active.Balance : Rupiah.Zero;

    public Scenario At(DateTimeOffset instant)
    {
        Assert.True(instant >= Now, "The time of a scenario only moves forward.");
        Now = instant;
        return this;
    }

    public Scenario At(string wib) => At(wib.Wib());

    public Scenario After(TimeSpan time) => At(Now + time);

    /// <summary>Moves the time forward to an instant, unless it is past.</summary>
    public Scenario NotBefore(DateTimeOffset instant) => Now < instant ? At(instant) : this;

    /// <summary>Executes the command under test; the test checks its outcome.</summary>
    public Outcome When(ParticipantCommand command)
    {
        var decided = ParticipantRules.Decide(written, command, Now, options);
        Take(decided.Events);
        // A decision carries the state that its own events lead to.
        Assert.Equal(JsonOf(written), JsonOf(decided.State));
        return new Outcome(this, decided.Events, decided.Refusal);
    }

    private static string JsonOf(ParticipantState? state) =>
        JsonSerializer.Serialize(state, ParticipantJson.Default.ParticipantState!);

    /// <summary>Executes a preparing step, which must be accepted.</summary>
    public Scenario Does(ParticipantCommand command)
    {
        var refusal = When(command).Refusal;
        Assert.True(refusal is null, $"A preparing step failed: {command.GetType().Name} was refused: {refusal}.");
        return this;
    }

    /// <summary>Runs the reminder, which makes due deadlines durable.</summary>
    public ImmutableArray<ParticipantEvent> WhenReminded()
    {
        var passed = ParticipantRules.TimePassed(Written, Now, options);
        Take(passed);
        return passed;
    }

    /// <summary>As earlier versions stored a sign-up before its phone was proven.</summary>
    public Scenario WhoSignedUp(Profile? profile = null)
    {
        profile ??= People.Siti;
        Take(
        [
            new ParticipantEvent.SignedUp(profile, profile.Province),
            new ParticipantEvent.CodeIssued(CodePurpose.VerifyPhone, 1, Now),
        ]);
        return this;
    }

    public Scenario WhoVerifiedThePhone() => Does(new Register(Written.Profile));

    public Scenario WhoTookTheTest(int right = AbilityQuestions.AbilityCount) =>
        Does(new StartTest()).After(10.Minutes()).Does(new AnswerTest(People.Answers(right), Submit: true));

    public Scenario WhoJoined(int wave) =>
        NotBefore("2021-09-18 09:00".Wib()).Does(new JoinWave(People.Wave(wave)));

    public Scenario WhoWasNotSelected(NotSelectedReason reason = NotSelectedReason.QuotaExhausted) =>
        NotBefore("2021-09-23 10:00".Wib()).Does(new LearnOutcome(Written.Application!.Wave, reason));

    public Scenario WithCard(string notifiedAt = "2021-09-23 10:00") => NotBefore(notifiedAt.Wib())
        .Does(new GrantCard(Written.Application!.Wave, People.CardNumber, HouseholdSlot: 1));

    public Scenario WhoWatched(int video)
    {
        var length = options.IntroductionVideoSeconds[video - 1];
        Does(new WatchVideo(video, 0));
        for (var position = 0; position < length;)
        {
            var step = Math.Min(options.VideoGapSeconds, length - position);
            position += step;
            After(step.Seconds()).Does(new WatchVideo(video, position));
        }

        return this;
    }

    public Scenario WhoWatchedTheVideos()
    {
        for (var video = 1; video <= options.IntroductionVideoSeconds.Count; video++) WhoWatched(video);
        return this;
    }

    public Scenario WithPurchaseCode() => Does(new RequestCode(CodePurpose.Purchase));

    public Scenario WhoBought(CourseOffer? offer = null) => WithPurchaseCode().Does(Buying(offer));

    /// <summary>The purchase command of a platform, with the right code of the holder.</summary>
    public BuyCourse Buying(CourseOffer? offer = null, string platform = People.Platform, bool codeMatches = true) =>
        new(offer ?? People.Course(), platform, People.Code(Written.Purchases.Length + 1), codeMatches);

    public Scenario WhoCancelled(int purchase = 1) => Does(new CancelPurchase(People.Platform, purchase));

    public Scenario WhoRedeemed(int purchase = 1) => Does(new Redeem(People.Provider, People.Code(purchase)));

    public Scenario WhoTookThePreTest(int purchase = 1) => Does(new TakePreTest(purchase, 60));

    public Scenario WhoCompleted(int purchase = 1) =>
        Does(new CompleteTraining(People.Provider, People.Code(purchase), 75));

    public Scenario WhoGotTheCertificate(int purchase = 1) =>
        Does(new IssueCertificate(People.Provider, People.Code(purchase), $"SERT/2021-{purchase:0000}"));

    public Scenario WhoReviewed(int purchase = 1) => Does(new ReviewCourse(purchase, 5, "Sangat membantu."));

    /// <summary>From redeeming to the certificate.</summary>
    public Scenario WhoFinished(int purchase = 1) =>
        WhoRedeemed(purchase).WhoTookThePreTest(purchase).WhoCompleted(purchase).WhoGotTheCertificate(purchase);

    /// <summary>The wallet account of the scenario.</summary>
    public const string Account = "081234567890";

    public Scenario WithWallet(WalletProvider provider = WalletProvider.Ovo) => Does(new LinkWallet(provider, Account));

    public Scenario WithVerifiedWallet(WalletProvider provider = WalletProvider.Ovo) =>
        WithWallet(provider).Does(new CheckWallet(provider, Account, People.Siti.Nik, KycVerified: true));

    public Scenario WhoIsFrozen() => Does(new FreezeCard("ani", "Dugaan penyalahgunaan."));

    public Scenario WhoseCancellationIsRequested(string by = "ani") =>
        Does(new RequestCancellation(by, "Data palsu."));

    public Scenario WhoIsCancelled() =>
        WhoseCancellationIsRequested("ani").Does(new DecideCancellation("budi", Approve: true));

    /// <summary>An event that only earlier versions wrote.</summary>
    public void TakesFromEarlierVersion(ParticipantEvent @event) => Take([@event]);

    private void Take(ImmutableArray<ParticipantEvent> events)
    {
        foreach (var @event in events) written = ParticipantFold.Fold(written, @event);
        History.AddRange(events);
    }
}

/// <summary>The outcome of a command.</summary>
internal sealed record Outcome(Scenario Scenario, ImmutableArray<ParticipantEvent> Events, Refusal? Refusal)
{
    /// <summary>Asserts the refusal, with no other events than those of due deadlines.</summary>
    public Scenario ThenRefused(Refusal refusal)
    {
        Assert.Equal(refusal, Refusal);
        Assert.All(Events, @event => Assert.True(IsOfTime(@event), $"{@event} although refused."));
        return Scenario;
    }

    /// <summary>Asserts acceptance with exactly these kinds of events, in this order.</summary>
    public Scenario ThenHappens(params Type[] kinds)
    {
        Assert.Null(Refusal);
        Assert.Equal(kinds, Events.Select(@event => @event.GetType()));
        return Scenario;
    }

    /// <summary>Asserts acceptance with exactly this event.</summary>
    public Scenario Then(ParticipantEvent @event)
    {
        Assert.Null(Refusal);
        Assert.Equal([@event], Events);
        return Scenario;
    }

    /// <summary>Asserts acceptance and returns the only event of this kind.</summary>
    public T ThenOne<T>()
        where T : ParticipantEvent
    {
        Assert.Null(Refusal);
        return Assert.Single(Events.OfType<T>());
    }

    /// <summary>Asserts that the command was neither refused nor changed anything: a repeat.</summary>
    public Scenario ThenNothing()
    {
        Assert.Null(Refusal);
        Assert.Empty(Events);
        return Scenario;
    }

    public static bool IsOfTime(ParticipantEvent @event) => @event
        is ParticipantEvent.TestSubmitted
        or ParticipantEvent.DeadlineNear
        or ParticipantEvent.CardLapsed
        or ParticipantEvent.CardExpired
        or ParticipantEvent.IncentivePaid
        or ParticipantEvent.IncentiveMended;
}
