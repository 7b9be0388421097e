using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants.Sequences;

/// <summary>
/// The programme as a clerk with a notebook would keep it for one person: plain fields, dates counted in days, written
/// from the table of rules and not from the code. For each command it names everything that speaks against it; a command
/// is accepted when nothing does.
/// </summary>
internal sealed class ParticipantModel(ProgrammeOptions options)
{
    public enum Stage
    {
        Bought,
        Refunded,
        Redeemed,
        PreTested,
        Completed,
        Certified,
        Reviewed,
    }

    private readonly List<DateTimeOffset> codesThisHour = [];
    private Profile? profile;
    private (CodePurpose Purpose, DateTimeOffset At, int Wrong)? code;
    private int? waitingFor;
    private DateTimeOffset? testStartedAt;
    private DateTimeOffset notifiedAt;
    private string? cancellationBy;
    private int lastVideo;
    private DateTimeOffset lastHeartbeat;
    private DateOnly entitledOn;
    private PayoutFailureCause? failure;
    private DateOnly retryOn;

    public bool SignedUp => profile is not null;

    public bool Verified { get; private set; }

    public bool TestRunning => testStartedAt is not null && !TestSubmitted;

    public bool TestSubmitted { get; private set; }

    public int RightAnswers { get; private set; }

    public int? Waiting => waitingFor;

    public CardStatus? Card { get; private set; }

    public bool Frozen { get; private set; }

    public int Wave { get; private set; }

    public long Balance { get; private set; }

    public long[] WatchedMs { get; } = new long[options.IntroductionVideoSeconds.Count];

    public bool VideosFinished { get; private set; }

    public List<Course> Courses { get; } = [];

    public WalletProvider? WalletAt { get; private set; }

    public WalletCheck WalletSays { get; private set; }

    public bool Entitled { get; private set; }

    public int InstalmentsPaid { get; private set; }

    public HashSet<int> SurveysAnswered { get; } = [];

    public int SurveysPaid { get; private set; }

    public List<Payment> Payments { get; } = [];

    public CodePurpose? CodeFor => code?.Purpose;

    /// <summary>Has this changed nothing because it was so already?</summary>
    public bool WasRepeat { get; private set; }

    /// <summary>All that speaks against the command; empty when it was done.</summary>
    public IReadOnlyCollection<string> Do(ParticipantCommand command, DateTimeOffset now)
    {
        WasRepeat = false;
        if (!SignedUp && command is not SignUp) return ["participant.unknown"];
        TimePasses(now);
        var against = command switch
        {
            SignUp c => DoSignUp(c, now),
            RequestCode c => DoRequestCode(c, now),
            UseCode c => DoUseCode(c, now),
            ChangeProfile c => DoChangeProfile(c),
            StartTest => DoStartTest(now),
            AnswerTest c => DoAnswerTest(c),
            JoinWave c => DoJoin(c, now),
            LearnOutcome c => DoLearn(c),
            GrantCard c => DoGrant(c, now),
            WatchVideo c => DoWatch(c, now),
            BuyCourse c => DoBuy(c, now),
            CancelPurchase c => DoCancel(c, now),
            Redeem c => DoTraining(c.Provider, c.Code, null, course => course.Stage == Stage.Bought
                ? Then(() => course.Stage = Stage.Redeemed)
                : ["redeem.already_used"]),
            TakePreTest c => DoPreTest(c),
            CompleteTraining c => DoTraining(c.Provider, c.Code, BadScore(c.Score), Complete),
            IssueCertificate c => DoTraining(
                c.Provider, c.Code, c.Certificate.Length < 4 ? "certificate.invalid" : null,
                course => Certify(course, c.Certificate)),
            ReviewCourse c => DoReview(c, now),
            LinkWallet c => DoLink(c),
            CheckWallet c => DoCheck(c),
            AnswerSurvey c => DoSurvey(c),
            ReturnIncentive c => DoReturn(c, now),
            FreezeCard c => DoFreeze(c.Reason, freeze: true),
            UnfreezeCard c => DoFreeze(c.Reason, freeze: false),
            RequestCancellation c => DoRequestCancellation(c),
            DecideCancellation c => DoDecideCancellation(c, now),
            _ => throw new InvalidOperationException("Unknown command."),
        };
        if (against.Count == 0) TimePasses(now);
        return against;
    }

    public void TimePasses(DateTimeOffset now)
    {
        if (TestRunning && now - testStartedAt >= TimeSpan.FromMinutes(options.AbilityTestMinutes)) TestSubmitted = true;
        if (Card == CardStatus.Active) CardAges(Day(now));
        if (Entitled) PayWhatIsDue(Day(now));
    }

    /// <summary>The day on the calendar of Jakarta.</summary>
    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime.AddHours(7));

    private void CardAges(DateOnly today)
    {
        var lastDayOfWindow = Day(notifiedAt)
            .AddDays(options.PurchaseWindowDays - (options.NotificationDayIsDayOne ? 1 : 0));
        var lastDayOfYear = LastDayOfYear();
        var stood = Courses.Any(course => Day(course.BoughtAt) <= lastDayOfWindow
            && !(course.Stage == Stage.Refunded && Day(course.RefundedAt) <= lastDayOfWindow));
        // Who had no 30 days to buy in, because buying ends before, is not barred.
        if (today > lastDayOfWindow && lastDayOfWindow <= LastDayOfBuying(lastDayOfYear.Year) && !stood) Close(CardStatus.Lapsed);
        else if (today > lastDayOfYear) Close(CardStatus.Expired);
    }

    private DateOnly LastDayOfYear()
    {
        var year = Day(notifiedAt).Year;
        if (Day(notifiedAt) > LastDayOfBuying(year)) year++;
        return new DateOnly(year, options.BalanceEndMonth, options.BalanceEndDay);
    }

    private DateOnly LastDayOfBuying(int year)
    {
        var ends = new DateOnly(year, options.BalanceEndMonth, options.BalanceEndDay);
        if (options.LastPurchaseMonth == 0) return ends;
        var last = new DateOnly(year, options.LastPurchaseMonth, options.LastPurchaseDay);
        return last < ends ? last : ends;
    }

    private void Close(CardStatus status) => (Card, Balance) = (status, 0);

    private void PayWhatIsDue(DateOnly today)
    {
        if (Frozen || Card is not (CardStatus.Active or CardStatus.Expired)) return;
        if (WalletAt is null || WalletSays != WalletCheck.Verified) return;
        if (failure == PayoutFailureCause.MonthlyLimit && today >= retryOn) failure = null;
        if (failure is not null) return;
        foreach (var payment in Payments.Where(payment => payment.Status == PayoutStatus.Returned).ToList())
        {
            payment.Status = PayoutStatus.Retried;
            Payments.Add(new Payment(payment.Amount, WalletAt.Value));
        }

        for (; SurveysPaid < SurveysAnswered.Count; SurveysPaid++)
            Payments.Add(new Payment(options.IncentiveSurveyRupiah, WalletAt.Value));
        for (; InstalmentsPaid < options.IncentiveInstalments && entitledOn.AddMonths(InstalmentsPaid) <= today; InstalmentsPaid++)
            Payments.Add(new Payment(options.IncentiveInstalmentRupiah, WalletAt.Value));
    }

    private static List<string> Then(Action happens)
    {
        happens();
        return [];
    }

    private List<string> Repeat()
    {
        WasRepeat = true;
        return [];
    }

    private bool TooManyCodes(DateTimeOffset now)
    {
        if (codesThisHour.Count > 0 && now - codesThisHour[0] >= TimeSpan.FromHours(1)) codesThisHour.Clear();
        return codesThisHour.Count >= options.OneTimeCodesPerHour;
    }

    private void Issue(CodePurpose purpose, DateTimeOffset now)
    {
        codesThisHour.Add(now);
        code = (purpose, now, 0);
    }

    private List<string> DoSignUp(SignUp c, DateTimeOffset now)
    {
        var against = new List<string>();
        if (Verified) against.Add("sign_up.already_registered");
        var written = c.Profile.Nik.Reveal();
        var female = int.Parse(written[6..8]) > 40;
        if (female != (c.Profile.Sex == Sex.Female)) against.Add("nik.contradicts_sex");
        if (written[8..12] != c.Profile.BirthDate.ToString("MMyy")) against.Add("nik.contradicts_birth_date");
        if (TooManyCodes(now)) against.Add("code.too_many_requests");
        if (against.Count > 0) return against;
        profile = c.Profile;
        Issue(CodePurpose.VerifyPhone, now);
        return [];
    }

    private List<string> DoRequestCode(RequestCode c, DateTimeOffset now)
    {
        var against = new List<string>();
        if (c.Purpose == CodePurpose.VerifyPhone && Verified) against.Add("participant.phone_already_verified");
        if (c.Purpose != CodePurpose.VerifyPhone && !Verified) against.Add("participant.phone_not_verified");
        if (TooManyCodes(now)) against.Add("code.too_many_requests");
        if (against.Count == 0) Issue(c.Purpose, now);
        return against;
    }

    private string? AgainstCode(CodePurpose purpose, bool matches, DateTimeOffset now)
    {
        if (code is not { } held || held.Purpose != purpose) return "code.not_issued";
        if (held.Wrong >= options.OneTimeCodeTries) return "code.too_many_tries";
        if (now - held.At >= TimeSpan.FromMinutes(options.OneTimeCodeMinutes)) return "code.expired";
        if (matches) return null;
        code = held with { Wrong = held.Wrong + 1 };
        return "code.wrong";
    }

    private List<string> DoUseCode(UseCode c, DateTimeOffset now)
    {
        if (AgainstCode(c.Purpose, c.Matches, now) is { } against) return [against];
        if (c.Purpose == CodePurpose.Purchase) return Repeat();
        code = null;
        Verified |= c.Purpose == CodePurpose.VerifyPhone;
        return [];
    }

    private List<string> DoChangeProfile(ChangeProfile c)
    {
        if (waitingFor is not null) return ["profile.locked_while_waiting"];
        var changed = profile! with
        {
            Province = c.Province ?? profile.Province,
            Employment = c.Employment ?? profile.Employment,
            InFormalEducation = c.InFormalEducation ?? profile.InFormalEducation,
        };
        if (changed == profile) return Repeat();
        profile = changed;
        return [];
    }

    private List<string> DoStartTest(DateTimeOffset now)
    {
        var against = new List<string>();
        if (!Verified) against.Add("participant.phone_not_verified");
        if (TestSubmitted) against.Add("test.already_taken");
        if (against.Count > 0) return against;
        if (TestRunning) return Repeat();
        testStartedAt = now;
        return [];
    }

    private List<string> DoAnswerTest(AnswerTest c)
    {
        var against = new List<string>();
        if (TestSubmitted) against.Add("test.already_taken");
        if (testStartedAt is null) against.Add("test.not_started");
        if (c.Answers.Length != 18) against.Add("test.answers_invalid");
        if (against.Count > 0) return against;
        RightAnswers = c.Answers[6..].Count(answer => answer != '-'); // only right ones are ever given here
        TestSubmitted = c.Submit;
        return [];
    }

    private List<string> DoJoin(JoinWave c, DateTimeOffset now)
    {
        var against = new List<string>();
        if (!Verified) against.Add("participant.phone_not_verified");
        if (Card is CardStatus.Lapsed or CardStatus.Cancelled) against.Add("join.barred");
        else if (Card is not null) against.Add("join.already_recipient");
        if (waitingFor is { } wave)
            against.Add(wave == c.Wave.Number ? "join.already_joined" : "join.other_wave_pending");
        if (now < c.Wave.OpensAt) against.Add("join.not_open_yet");
        if (now >= c.Wave.ClosesAt) against.Add("join.closed");
        if (profile!.InFormalEducation) against.Add("join.in_formal_education");
        if (!TestSubmitted) against.Add("join.test_not_taken");
        if (against.Count == 0) waitingFor = c.Wave.Number;
        return against;
    }

    private List<string> DoLearn(LearnOutcome c)
    {
        if (waitingFor != c.Wave) return Repeat();
        waitingFor = null;
        return [];
    }

    private List<string> DoGrant(GrantCard c, DateTimeOffset now)
    {
        if (Card is not null) return Wave == c.Wave ? Repeat() : ["award.already_recipient"];
        if (waitingFor != c.Wave) return ["award.not_applied"];
        (Card, Wave, Balance, notifiedAt) = (CardStatus.Active, c.Wave, options.TrainingBalanceRupiah, now);
        waitingFor = null;
        return [];
    }

    private List<string> DoWatch(WatchVideo c, DateTimeOffset now)
    {
        var against = new List<string>();
        if (Card is null) against.Add("card.none");
        var isKnown = c.Video >= 1 && c.Video <= WatchedMs.Length;
        if (!isKnown) against.Add("video.unknown");
        else if (c.PositionSeconds < 0 || c.PositionSeconds > options.IntroductionVideoSeconds[c.Video - 1])
            against.Add("video.position_invalid");
        if (against.Count > 0) return against;
        if (VideosFinished) return Repeat();

        var silenceMs = (now - lastHeartbeat).TotalMilliseconds;
        var progressMs = (c.PositionSeconds * 1_000L) - WatchedMs[c.Video - 1];
        var wentOn = lastVideo == c.Video && silenceMs <= options.VideoGapSeconds * 1_000L;
        var jumped = progressMs > silenceMs + (options.VideoToleranceSeconds * 1_000L);
        if (wentOn && !jumped && progressMs > 0) WatchedMs[c.Video - 1] += (long)Math.Min(progressMs, silenceMs);
        (lastVideo, lastHeartbeat) = (c.Video, now);
        VideosFinished = WatchedMs.Zip(options.IntroductionVideoSeconds).All(pair => pair.First >= pair.Second * 1_000L);
        return [];
    }

    /// <summary>M1: asked before every step with a card.</summary>
    private string? AgainstCard()
    {
        if (Card is null) return "card.none";
        if (Frozen && Card is (CardStatus.Active or CardStatus.Expired)) return "card.frozen";
        return Card switch
        {
            CardStatus.Lapsed => "card.lapsed",
            CardStatus.Cancelled => "card.cancelled",
            _ => null,
        };
    }

    private List<string> DoBuy(BuyCourse c, DateTimeOffset now)
    {
        var against = new List<string>();
        if (AgainstCard() is { } card) against.Add(card);
        if (Card == CardStatus.Expired) against.Add("card.expired");
        if (Card is not null && !VideosFinished) against.Add("videos.not_watched");
        if (Card == CardStatus.Active && Day(now) > LastDayOfBuying(LastDayOfYear().Year))
            against.Add("purchase.last_day_over");
        if (against.Count > 0) return against;
        if (AgainstCode(CodePurpose.Purchase, c.CodeMatches, now) is { } wrong) return [wrong];

        if (!c.Offer.Platforms.Contains(c.Platform)) against.Add("purchase.not_sold_here");
        var standing = Courses.Where(course => course.Stage != Stage.Refunded).ToList();
        if (standing.Exists(course => course.Code == c.Offer.Code)) against.Add("purchase.course_already_bought");
        if (standing.Count > 0 && standing[0].Stage < Stage.Completed) against.Add("purchase.first_not_finished");
        if (c.Offer.Price.Amount > Balance) against.Add("purchase.balance_too_small");
        if (Courses.Count >= 32) against.Add("purchase.too_many");
        if (against.Count > 0) return against;
        Balance -= c.Offer.Price.Amount;
        code = null;
        Courses.Add(new Course(c.Offer.Code, c.Offer.Provider, c.Platform, c.Offer.Price.Amount, c.Code, now));
        return [];
    }

    private List<string> DoCancel(CancelPurchase c, DateTimeOffset now)
    {
        var against = new List<string>();
        if (AgainstCard() is { } card) against.Add(card);
        if (c.Purchase < 1 || c.Purchase > Courses.Count) return [.. against, "purchase.unknown"];
        var course = Courses[c.Purchase - 1];
        if (course.Platform != c.Platform) against.Add("cancel.other_platform");
        if (course.Stage == Stage.Refunded) against.Add("redeem.purchase_cancelled");
        if (course.Stage > Stage.Refunded) against.Add("cancel.already_redeemed");
        if (Day(now) > Day(course.BoughtAt).AddDays(options.CancelWindowDays)) against.Add("cancel.window_over");
        if (against.Count == 0) Refund(course, now);
        return against;
    }

    private void Refund(Course course, DateTimeOffset now)
    {
        (course.Stage, course.RefundedAt) = (Stage.Refunded, now);
        if (Card == CardStatus.Active) Balance += course.Price;
    }

    private List<string> DoTraining(string provider, RedeemCode redeem, string? malformed, Func<Course, List<string>> then)
    {
        var against = new List<string>();
        if (malformed is not null) against.Add(malformed);
        if (Courses.Find(course => course.Redeem == redeem) is not { } course)
            return [.. against, "redeem.code_unknown"];
        if (course.Provider != provider) against.Add("redeem.other_provider");
        if (AgainstCard() is { } card) against.Add(card);
        if (course.Stage == Stage.Refunded) against.Add("redeem.purchase_cancelled");
        return against.Count > 0 ? against : then(course);
    }

    private static string? BadScore(int score) => score is >= 0 and <= 100 ? null : "training.score_invalid";

    private List<string> DoPreTest(TakePreTest c)
    {
        var against = new List<string>();
        if (AgainstCard() is { } card) against.Add(card);
        if (c.Purchase < 1 || c.Purchase > Courses.Count) return [.. against, "purchase.unknown"];
        if (Wave < options.PreTestFromWave) against.Add("pre_test.not_needed");
        if (BadScore(c.Score) is { } bad) against.Add(bad);
        var course = Courses[c.Purchase - 1];
        if (course.Stage == Stage.Bought) against.Add("training.not_redeemed");
        if (course.Stage == Stage.Refunded) against.Add("redeem.purchase_cancelled");
        if (course.Stage > Stage.Redeemed) against.Add("pre_test.already_taken");
        if (against.Count == 0) course.Stage = Stage.PreTested;
        return against;
    }

    private List<string> Complete(Course course) => course.Stage switch
    {
        Stage.Bought => ["training.not_redeemed"],
        Stage.Redeemed when Wave >= options.PreTestFromWave => ["completion.pre_test_missing"],
        >= Stage.Completed => ["completion.already_reported"],
        _ => Then(() => course.Stage = Stage.Completed),
    };

    private List<string> Certify(Course course, string certificate) => course.Stage switch
    {
        < Stage.Completed => ["certificate.not_completed"],
        > Stage.Completed => ["certificate.already_issued"],
        _ when Courses.Exists(other => other.Certificate == certificate) => ["certificate.taken"],
        _ => Then(() => (course.Stage, course.Certificate) = (Stage.Certified, certificate)),
    };

    private List<string> DoReview(ReviewCourse c, DateTimeOffset now)
    {
        var against = new List<string>();
        if (AgainstCard() is { } card) against.Add(card);
        if (c.Rating is < 1 or > 5) against.Add("review.rating_invalid");
        if (string.IsNullOrWhiteSpace(c.Review)) against.Add("review.text_invalid");
        if (c.Purchase < 1 || c.Purchase > Courses.Count) return [.. against, "purchase.unknown"];
        var course = Courses[c.Purchase - 1];
        if (course.Stage < Stage.Certified) against.Add("review.not_certified");
        if (course.Stage == Stage.Reviewed) against.Add("review.already_given");
        if (against.Count > 0) return against;
        course.Stage = Stage.Reviewed;
        if (!Entitled) (Entitled, entitledOn) = (true, Day(now));
        return [];
    }

    private List<string> DoLink(LinkWallet c)
    {
        var against = new List<string>();
        if (Card is null) against.Add("card.none");
        if (c.Account.Length < 6) against.Add("wallet.account_invalid");
        if (against.Count == 0) (WalletAt, WalletSays) = (c.Provider, WalletCheck.Pending);
        return against;
    }

    private List<string> DoCheck(CheckWallet c)
    {
        if (WalletAt != c.Provider || c.Account != Life.Account) return ["wallet.unknown"];
        WalletSays = c.Nik != profile!.Nik ? WalletCheck.OtherNik
            : c.KycVerified ? WalletCheck.Verified
            : WalletCheck.NotVerified;
        if (WalletSays == WalletCheck.Verified && failure != PayoutFailureCause.MonthlyLimit) failure = null;
        return [];
    }

    private List<string> DoSurvey(AnswerSurvey c)
    {
        var against = new List<string>();
        if (AgainstCard() is { } card) against.Add(card);
        if (!Entitled) against.Add("incentive.not_entitled");
        if (c.Survey < 1 || c.Survey > options.IncentiveSurveys) against.Add("survey.unknown");
        if (SurveysAnswered.Contains(c.Survey)) against.Add("survey.already_answered");
        if (c.Answers.Length != 5) against.Add("survey.answers_invalid");
        if (against.Count == 0) SurveysAnswered.Add(c.Survey);
        return against;
    }

    private List<string> DoReturn(ReturnIncentive c, DateTimeOffset now)
    {
        if (c.Payout < 1 || c.Payout > Payments.Count) return ["incentive.payout_unknown"];
        var against = new List<string>();
        var payment = Payments[c.Payout - 1];
        if (payment.Status != PayoutStatus.Paid) against.Add("incentive.already_returned");
        if (payment.Amount != c.Amount.Amount || payment.To != c.Provider) against.Add("incentive.payout_unknown");
        if (against.Count > 0) return against;
        payment.Status = PayoutStatus.Returned;
        if (payment.To != WalletAt) return []; // nothing is wrong with the one that is linked now
        if (c.Cause == PayoutFailureCause.MonthlyLimit && failure is not null and not PayoutFailureCause.MonthlyLimit)
            return [];
        failure = c.Cause;
        var month = Day(now);
        retryOn = new DateOnly(month.Year, month.Month, 1).AddMonths(1);
        return [];
    }

    private List<string> DoFreeze(string reason, bool freeze)
    {
        var against = new List<string>();
        if (reason.Trim().Length == 0) against.Add("management.reason_missing");
        var card = AgainstCard();
        if (card is not null && (freeze || card != "card.frozen")) against.Add(card);
        if (!freeze && card is null) against.Add("card.not_frozen");
        if (against.Count == 0) Frozen = freeze;
        return against;
    }

    private List<string> DoRequestCancellation(RequestCancellation c)
    {
        var against = new List<string>();
        if (c.Reason.Trim().Length == 0) against.Add("management.reason_missing");
        if (AgainstCard() is { } card and not "card.frozen") against.Add(card);
        else if (cancellationBy is not null) against.Add("cancellation.already_requested");
        if (against.Count == 0) cancellationBy = c.By;
        return against;
    }

    private List<string> DoDecideCancellation(DecideCancellation c, DateTimeOffset now)
    {
        if (AgainstCard() is { } card and not "card.frozen") return [card];
        if (cancellationBy is null) return ["cancellation.not_requested"];
        if (!c.Approve) return Then(() => cancellationBy = null);
        if (c.By == cancellationBy) return ["cancellation.same_person"];
        foreach (var course in Courses.Where(course => course.Stage == Stage.Bought)) Refund(course, now);
        Close(CardStatus.Cancelled);
        Frozen = false;
        return [];
    }

    internal sealed class Course(
        string code, string provider, string platform, long price, RedeemCode redeem, DateTimeOffset boughtAt)
    {
        public string Code => code;

        public string Provider => provider;

        public string Platform => platform;

        public long Price => price;

        public RedeemCode Redeem => redeem;

        public DateTimeOffset BoughtAt => boughtAt;

        public Stage Stage { get; set; }

        public DateTimeOffset RefundedAt { get; set; }

        public string? Certificate { get; set; }
    }

    internal sealed class Payment(long amount, WalletProvider to)
    {
        public long Amount => amount;

        public WalletProvider To => to;

        public PayoutStatus Status { get; set; } = PayoutStatus.Paid;
    }
}
