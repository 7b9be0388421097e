using System.Collections.Immutable;
using System.Text.Json;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>
/// One person's way through the programme, lived by real commands alone, so that no test starts from a state that
/// cannot come about. Each step of the way must be accepted; what a test is about goes through <see cref="When"/>.
/// </summary>
internal sealed class Life(ProgrammeOptions options, DateTimeOffset now)
{
    private ParticipantState? written;

    public ProgrammeOptions Options => options;

    public DateTimeOffset Now { get; private set; } = now;

    /// <summary>All that ever happened to this person.</summary>
    public List<ParticipantEvent> History { get; } = [];

    /// <summary>As the last command left it, whatever time has brought since.</summary>
    public ParticipantState Written => written!;

    /// <summary>As of now.</summary>
    public ParticipantState State => ParticipantRules.AsOf(Written, Now, options);

    public Card.Active ActiveCard => Assert.IsType<Card.Active>(State.Card);

    public Rupiah Balance => State.Card is Card.Active active ? active.Balance : Rupiah.Zero;

    public Life At(DateTimeOffset instant)
    {
        Assert.True(instant >= Now, "A life goes forward.");
        Now = instant;
        return this;
    }

    public Life At(string wib) => At(wib.Wib());

    public Life After(TimeSpan time) => At(Now + time);

    /// <summary>Not before a moment: a step that has its usual time waits for it.</summary>
    public Life NotBefore(DateTimeOffset instant) => Now < instant ? At(instant) : this;

    /// <summary>The command this test is about; its outcome is the test's to judge.</summary>
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

    /// <summary>A step on the way to what the test is about.</summary>
    public Life Does(ParticipantCommand command)
    {
        var refusal = When(command).Refusal;
        Assert.True(refusal is null, $"On the way, {command.GetType().Name} was refused: {refusal}.");
        return this;
    }

    /// <summary>What the reminder does when it comes: makes durable what time has brought.</summary>
    public ImmutableArray<ParticipantEvent> WhenReminded()
    {
        var passed = ParticipantRules.TimePassed(Written, Now, options);
        Take(passed);
        return passed;
    }

    public Life WhoSignedUp(Profile? profile = null) => Does(new SignUp(profile ?? People.Siti));

    public Life WhoVerifiedThePhone() => Does(new UseCode(CodePurpose.VerifyPhone, Matches: true));

    public Life WhoTookTheTest(int right = AbilityQuestions.AbilityCount) =>
        Does(new StartTest()).After(10.Minutes()).Does(new AnswerTest(People.Answers(right), Submit: true));

    public Life WhoJoined(int wave) =>
        NotBefore("2021-09-18 09:00".Wib()).Does(new JoinWave(People.Wave(wave)));

    public Life WhoWasNotSelected(SetAsideReason reason = SetAsideReason.QuotaExhausted) =>
        NotBefore("2021-09-23 10:00".Wib()).Does(new LearnOutcome(Written.Application!.Wave, reason));

    public Life WithCard(string notifiedAt = "2021-09-23 10:00") => NotBefore(notifiedAt.Wib())
        .Does(new GrantCard(Written.Application!.Wave, People.CardNumber, HouseholdSlot: 1));

    public Life WhoWatched(int video)
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

    public Life WhoWatchedTheVideos()
    {
        for (var video = 1; video <= options.IntroductionVideoSeconds.Count; video++) WhoWatched(video);
        return this;
    }

    public Life WithPurchaseCode() => Does(new RequestCode(CodePurpose.Purchase));

    public Life WhoBought(CourseOffer? offer = null) => WithPurchaseCode().Does(Buying(offer));

    /// <summary>The purchase as a platform asks for it, with the holder's right code.</summary>
    public BuyCourse Buying(CourseOffer? offer = null, string platform = People.Platform, bool codeMatches = true) =>
        new(offer ?? People.Course(), platform, People.Code(Written.Purchases.Length + 1), codeMatches);

    public Life WhoCancelled(int purchase = 1) => Does(new CancelPurchase(People.Platform, purchase));

    public Life WhoRedeemed(int purchase = 1) => Does(new Redeem(People.Provider, People.Code(purchase)));

    public Life WhoTookThePreTest(int purchase = 1) => Does(new TakePreTest(purchase, 60));

    public Life WhoCompleted(int purchase = 1) =>
        Does(new CompleteTraining(People.Provider, People.Code(purchase), 75));

    public Life WhoGotTheCertificate(int purchase = 1) =>
        Does(new IssueCertificate(People.Provider, People.Code(purchase), $"SERT/2021-{purchase:0000}"));

    public Life WhoReviewed(int purchase = 1) => Does(new ReviewCourse(purchase, 5, "Sangat membantu."));

    /// <summary>From redeeming to the certificate.</summary>
    public Life WhoFinished(int purchase = 1) =>
        WhoRedeemed(purchase).WhoTookThePreTest(purchase).WhoCompleted(purchase).WhoGotTheCertificate(purchase);

    /// <summary>The account of whoever links one.</summary>
    public const string Account = "081234567890";

    public Life WithWallet(WalletProvider provider = WalletProvider.Ovo) => Does(new LinkWallet(provider, Account));

    public Life WithVerifiedWallet(WalletProvider provider = WalletProvider.Ovo) =>
        WithWallet(provider).Does(new CheckWallet(provider, Account, People.Siti.Nik, KycVerified: true));

    public Life WhoIsFrozen() => Does(new FreezeCard("ani", "Dugaan penyalahgunaan."));

    public Life WhoseCancellationIsRequested(string by = "ani") =>
        Does(new RequestCancellation(by, "Data palsu."));

    public Life WhoIsCancelled() =>
        WhoseCancellationIsRequested("ani").Does(new DecideCancellation("budi", Approve: true));

    private void Take(ImmutableArray<ParticipantEvent> events)
    {
        foreach (var happened in events) written = ParticipantFold.Fold(written, happened);
        History.AddRange(events);
    }
}

/// <summary>What a command led to.</summary>
internal sealed record Outcome(Life Life, ImmutableArray<ParticipantEvent> Events, Refusal? Refusal)
{
    /// <summary>Refused, and nothing but what time brought has happened.</summary>
    public Life ThenRefused(Refusal refusal)
    {
        Assert.Equal(refusal, Refusal);
        Assert.All(Events, happened => Assert.True(IsOfTime(happened), $"{happened} although refused."));
        return Life;
    }

    /// <summary>Accepted, with exactly these kinds of events, in this order.</summary>
    public Life ThenHappens(params Type[] kinds)
    {
        Assert.Null(Refusal);
        Assert.Equal(kinds, Events.Select(happened => happened.GetType()));
        return Life;
    }

    /// <summary>Accepted, with this one event.</summary>
    public Life Then(ParticipantEvent happened)
    {
        Assert.Null(Refusal);
        Assert.Equal([happened], Events);
        return Life;
    }

    /// <summary>Accepted; the one event of this kind among those that happened.</summary>
    public T ThenOne<T>()
        where T : ParticipantEvent
    {
        Assert.Null(Refusal);
        return Assert.Single(Events.OfType<T>());
    }

    /// <summary>Neither refused nor anything new: a repeat.</summary>
    public Life ThenNothing()
    {
        Assert.Null(Refusal);
        Assert.Empty(Events);
        return Life;
    }

    public static bool IsOfTime(ParticipantEvent happened) => happened
        is ParticipantEvent.TestSubmitted
        or ParticipantEvent.DeadlineNear
        or ParticipantEvent.CardLapsed
        or ParticipantEvent.CardExpired
        or ParticipantEvent.IncentivePaid
        or ParticipantEvent.IncentiveMended;
}
