using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants.Sequences;

/// <summary>
/// A simple model of the rules for one person, written from the table of rules and not from the code: plain fields,
/// dates counted in days. For each command it lists all possible refusals; a command is accepted when there is none.
/// </summary>
internal sealed partial class ParticipantModel(ProgrammeOptions options)
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
    private int failures;
    private bool emailConfirmed;
    private DateTimeOffset failedAt;
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

    public WalletCheck WalletCheckResult { get; private set; }

    public bool Entitled { get; private set; }

    public int InstalmentsPaid { get; private set; }

    public HashSet<int> SurveysAnswered { get; } = [];

    public int SurveysPaid { get; private set; }

    public List<Payment> Payments { get; } = [];

    /// <summary>True when the last command changed nothing because it was a repeat.</summary>
    public bool WasRepeat { get; private set; }

    /// <summary>Executes a command and returns all possible refusals; empty when it was accepted.</summary>
    public IReadOnlyCollection<string> Execute(ParticipantCommand command, DateTimeOffset now)
    {
        WasRepeat = false;
        if (!SignedUp && command is not Register) return ["participant.unknown"];
        TimePasses(now);
        var refusals = command switch
        {
            Register c => DoRegister(c),
            GiveUpEmail => emailConfirmed ? ["sign_up.email_taken"] : [],
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
        if (refusals.Count == 0) TimePasses(now);
        return refusals;
    }

    public void TimePasses(DateTimeOffset now)
    {
        if (TestRunning && now - testStartedAt >= TimeSpan.FromMinutes(
            options.AbilityTestMinutes)) TestSubmitted = true;
        if (Card == CardStatus.Active) CardAges(Day(now));
        if (Entitled) PayWhatIsDue(Day(now));
    }

    /// <summary>The day on the calendar of Jakarta.</summary>
    private static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime.AddHours(7));

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

    private List<string> DoRegister(Register c)
    {
        var refusals = new List<string>();
        var written = c.Profile.Nik.Reveal();
        var female = int.Parse(written[6..8]) > 40;
        if (female != (c.Profile.Sex == Sex.Female)) refusals.Add("nik.contradicts_sex");
        if (written[8..12] != c.Profile.BirthDate.ToString("MMyy")) refusals.Add("nik.contradicts_birth_date");
        if (refusals.Count > 0) return refusals;
        if (Verified) return c.Profile == profile ? Repeat() : ["sign_up.already_registered"];
        profile = c.Profile;
        Verified = true;
        return [];
    }

    // Rule A5: the wait doubles with each code that wrong tries have voided, up to a day.
    private bool MustWait(DateTimeOffset now)
    {
        var voided = failures / options.OneTimeCodeTries;
        if (voided == 0) return false;
        var minutes = (double)options.CodeWaitMinutes;
        for (var more = 1; more < voided; more++) minutes *= 2;
        return now - failedAt < TimeSpan.FromMinutes(Math.Min(minutes, 24 * 60));
    }

    private List<string> DoRequestCode(RequestCode c, DateTimeOffset now)
    {
        var refusals = new List<string>();
        if (c.Purpose == CodePurpose.VerifyPhone && Verified) refusals.Add("participant.phone_already_verified");
        if (c.Purpose == CodePurpose.ConfirmEmail && emailConfirmed) refusals.Add("email.already_confirmed");
        if (TooManyCodes(now)) refusals.Add("code.too_many_requests");
        if (failures >= options.CodeFailuresMax) refusals.Add("code.stopped");
        if (MustWait(now)) refusals.Add("code.wait");
        if (refusals.Count == 0) Issue(c.Purpose, now);
        return refusals;
    }

    private string? CodeRefusal(CodePurpose purpose, bool matches, DateTimeOffset now)
    {
        if (code is not { } held || held.Purpose != purpose) return "code.not_issued";
        if (held.Wrong >= options.OneTimeCodeTries) return "code.too_many_tries";
        if (now - held.At >= TimeSpan.FromMinutes(options.OneTimeCodeMinutes)) return "code.expired";
        if (matches) return null;
        code = held with { Wrong = held.Wrong + 1 };
        failures++;
        failedAt = held.At;
        return "code.wrong";
    }

    private List<string> DoUseCode(UseCode c, DateTimeOffset now)
    {
        if (CodeRefusal(c.Purpose, c.Matches, now) is { } refusals) return [refusals];
        if (c.Purpose == CodePurpose.Purchase) return Repeat();
        code = null;
        failures = 0;
        emailConfirmed |= c.Purpose == CodePurpose.ConfirmEmail;
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
        var refusals = new List<string>();
        if (!Verified) refusals.Add("participant.phone_not_verified");
        if (TestSubmitted) refusals.Add("test.already_taken");
        if (refusals.Count > 0) return refusals;
        if (TestRunning) return Repeat();
        testStartedAt = now;
        return [];
    }

    private List<string> DoAnswerTest(AnswerTest c)
    {
        var refusals = new List<string>();
        if (TestSubmitted) refusals.Add("test.already_taken");
        if (testStartedAt is null) refusals.Add("test.not_started");
        if (c.Answers.Length != 18) refusals.Add("test.answers_invalid");
        if (refusals.Count > 0) return refusals;
        RightAnswers = c.Answers[6..].Count(answer => answer != '-'); // only right ones are ever given here
        TestSubmitted = c.Submit;
        return [];
    }

    private List<string> DoJoin(JoinWave c, DateTimeOffset now)
    {
        var refusals = new List<string>();
        if (!Verified) refusals.Add("participant.phone_not_verified");
        if (Card is CardStatus.Lapsed or CardStatus.Cancelled) refusals.Add("join.barred");
        else if (Card is not null) refusals.Add("join.already_recipient");
        if (waitingFor is { } wave)
            refusals.Add(wave == c.Wave.Number ? "join.already_joined" : "join.other_wave_pending");
        if (now < c.Wave.OpensAt) refusals.Add("join.not_open_yet");
        if (now >= c.Wave.ClosesAt) refusals.Add("join.closed");
        if (profile!.InFormalEducation) refusals.Add("join.in_formal_education");
        if (!TestSubmitted) refusals.Add("join.test_not_taken");
        if (refusals.Count == 0) waitingFor = c.Wave.Number;
        return refusals;
    }

    private List<string> DoLearn(LearnOutcome c)
    {
        if (waitingFor != c.Wave) return Repeat();
        waitingFor = null;
        return [];
    }
}
