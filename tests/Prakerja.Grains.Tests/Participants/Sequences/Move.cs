using System.Collections.Immutable;
using CsCheck;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants.Sequences;

/// <summary>
/// One step of a random sequence: some time passes, then a command is sent. Its values depend on the current model, so
/// that many commands are valid and many are just invalid.
/// </summary>
internal readonly record struct Move(Move.Act What, int A, int B, Move.Wait Before, int Amount)
{
    /// <summary>The kind of the step. <see cref="GoOn"/> is the next step of a participant without problems.</summary>
    public enum Act
    {
        GoOn,
        SignUp,
        RequestCode,
        UseCode,
        ChangeProfile,
        StartTest,
        AnswerTest,
        Join,
        LearnOutcome,
        Grant,
        Watch,
        Buy,
        Cancel,
        Redeem,
        PreTest,
        Complete,
        Certify,
        Review,
        LinkWallet,
        CheckWallet,
        Survey,
        Return,
        Freeze,
        Unfreeze,
        RequestCancellation,
        DecideCancellation,
    }

    /// <summary>The time before the step.</summary>
    public enum Wait
    {
        None,
        Seconds,
        Minutes,
        Days,
        BeforeDeadline,
        AtDeadline,
        AfterDeadline,
        BeforeMidnight,
        AtMidnight,
        Months,
    }

    private static readonly Gen<Act> AnyAct = Gen.Frequency(
        (9, Gen.Const(Act.GoOn)), (14, Gen.Enum<Act>()), (2, Gen.OneOf(Act.Buy, Act.Cancel, Act.Return)));

    private static readonly Gen<Wait> AnyWait = Gen.Frequency(
        (5, Gen.Const(Wait.None)),
        (4, Gen.OneOf(Wait.Seconds, Wait.Minutes)),
        (3, Gen.Enum<Wait>()));

    /// <summary>A number of valid steps, then random ones.</summary>
    public static Gen<Story> AnyStory { get; } =
        from smooth in Gen.Int[0, 22]
        from options in Gen.Int[0, Story.Settings.Length - 1]
        from moves in (
            from act in AnyAct
            from a in Gen.Int[0, 11]
            from b in Gen.Int[0, 11]
            from wait in AnyWait
            from amount in Gen.Int[1, 90]
            select new Move(act, a, b, wait, amount)).Array[5, 40]
        select new Story(smooth, options, moves);

    public DateTimeOffset From(DateTimeOffset now, DateTimeOffset? deadline) => Before switch
    {
        Wait.Seconds => now.AddMilliseconds(Amount * 1_009L),
        Wait.Minutes => now.AddSeconds(Amount * 31),
        Wait.Days => now.AddHours(Amount * 5),
        Wait.BeforeDeadline => Later(now, deadline?.AddMilliseconds(-1)),
        Wait.AtDeadline => Later(now, deadline),
        Wait.AfterDeadline => Later(now, deadline?.AddMilliseconds(1)),
        Wait.BeforeMidnight => Wib.EndOf(Wib.DateOf(now)).AddMilliseconds(-1),
        Wait.AtMidnight => Wib.EndOf(Wib.DateOf(now)),
        Wait.Months => now.AddDays(Amount * 2),
        _ => now,
    };

    /// <summary>The commands of this step, each with the time since the previous one.</summary>
    public IEnumerable<(
        TimeSpan After, ParticipantCommand Command)> Commands(ParticipantModel model, DateTimeOffset now) =>
        What == Act.GoOn ? NextStep(model, now) : [(TimeSpan.Zero, Single(model, now))];

    // A purpose with its own counts has tests of its own.
    private static readonly ImmutableArray<CodePurpose> Purposes =
        [CodePurpose.VerifyPhone, CodePurpose.LogIn, CodePurpose.Purchase, CodePurpose.ConfirmEmail];

    private static DateTimeOffset Later(DateTimeOffset now, DateTimeOffset? then) =>
        then is { } instant && instant > now ? instant : now;

    private ParticipantCommand Single(ParticipantModel model, DateTimeOffset now) => What switch
    {
        Act.SignUp => new Register(A switch
        {
            0 => People.Siti with { Sex = Sex.Male },
            1 => People.Siti with { BirthDate = new DateOnly(1990, 6, 17) },
            _ => People.Siti,
        }),
        Act.RequestCode => new RequestCode(Purposes[A % Purposes.Length]),
        Act.UseCode => B == 0 ? new GiveUpEmail() : new UseCode(Purposes[A % Purposes.Length], B > 3),
        Act.ChangeProfile => new ChangeProfile(
            A % 5 == 0 ? null : new ProvinceCode((byte)(31 + (A % 2))),
            (A % 4) switch { 0 => Employment.Furloughed, 1 => Employment.JobSeeker, _ => null },
            B > 8 ? null : B == 0),
        Act.StartTest => new StartTest(),
        Act.AnswerTest => new AnswerTest(B == 0 ? "aaa" : People.Answers(A), B % 2 == 0),
        Act.Join => Joining(A, B, now),
        Act.LearnOutcome => new LearnOutcome(model.Waiting ?? 21, (NotSelectedReason)(1 + (A % 7))),
        Act.Grant => new GrantCard(B == 0 ? 99 : model.Waiting ?? model.Wave, People.CardNumber, 1),
        Act.Watch => new WatchVideo(A % 5, (B * 12) - 6),
        Act.Buy => Buying(model, A, codeMatches: B > 1),
        Act.Cancel => new CancelPurchase(B == 0 ? "pijar" : People.Platform, Number(model, A)),
        Act.Redeem => new Redeem(B == 0 ? "lembaga-b" : People.Provider, CodeOf(model, A)),
        Act.PreTest => new TakePreTest(Number(model, A), B == 0 ? 101 : B * 9),
        Act.Complete => new CompleteTraining(
            B == 1 ? "lembaga-b" : People.Provider, CodeOf(model, A), B == 0 ? -1 : B * 9),
        Act.Certify => new IssueCertificate(People.Provider, CodeOf(model, A), B == 0 ? "X" : $"SERT-{(B % 3) + 1}"),
        Act.Review => new ReviewCourse(Number(model, A), B % 7, B == 8 ? " " : "Baik."),
        Act.LinkWallet => new LinkWallet((WalletProvider)(1 + (A % 5)), B == 0 ? "123" : Scenario.Account),
        Act.CheckWallet => new CheckWallet(
            B == 0 ? (WalletProvider)(1 + (A % 5)) : model.WalletAt ?? WalletProvider.Ovo,
            B == 2 ? "089999999999" : Scenario.Account,
            B == 1 ? People.Of(new DateOnly(1985, 8, 17), Sex.Female).Nik : People.Siti.Nik,
            B > 2),
        Act.Survey => new AnswerSurvey(A % 5, B == 0 ? [1, 2] : [1, 2, 3, 4, 5]),
        Act.Return => Returning(model, A, B),
        Act.Freeze => new FreezeCard("ani", B == 0 ? "" : "Dugaan."),
        Act.Unfreeze => new UnfreezeCard("ani", B == 0 ? " " : "Tidak terbukti."),
        Act.RequestCancellation => new RequestCancellation(A % 2 == 0 ? "ani" : "budi", B == 0 ? "" : "Data palsu."),
        Act.DecideCancellation => new DecideCancellation(A % 2 == 0 ? "ani" : "budi", B > 4),
        _ => throw new InvalidOperationException($"{What} is no single command."),
    };

    private IEnumerable<(
        TimeSpan After, ParticipantCommand Command)> NextStep(ParticipantModel model, DateTimeOffset now)
    {
        var last = model.Courses.Count;
        ImmutableArray<ParticipantCommand> step = model switch
        {
            { SignedUp: false } => [new Register(People.Siti)],
            { TestSubmitted: false, TestRunning: false } => [new StartTest()],
            { TestSubmitted: false } => [new AnswerTest(People.Answers(12), Submit: true)],
            { Card: null, Waiting: null } => [Joining(A, 11, now)],
            { Card: null, Waiting: { } wave } => [new GrantCard(wave, People.CardNumber, 1)],
            { VideosFinished: false } => [],
            _ when last == 0 || model.Courses[^1].Stage is ParticipantModel.Stage.Refunded =>
                [new RequestCode(CodePurpose.Purchase), Buying(model, A, codeMatches: true)],
            _ => model.Courses[^1].Stage switch
            {
                ParticipantModel.Stage.Bought => [new Redeem(People.Provider, People.Code(last))],
                ParticipantModel.Stage.Redeemed => [new TakePreTest(last, 80)],
                ParticipantModel.Stage.PreTested => [new CompleteTraining(People.Provider, People.Code(last), 80)],
                ParticipantModel.Stage.Completed => [new IssueCertificate(
                    People.Provider, People.Code(last), $"SERT-{last}")],
                ParticipantModel.Stage.Certified => [new ReviewCourse(last, 5, "Baik.")],
                _ when model.WalletAt is null => [new LinkWallet(WalletProvider.Ovo, Scenario.Account)],
                _ when model.WalletCheckResult != WalletCheck.Verified =>
                    [new CheckWallet(model.WalletAt!.Value, Scenario.Account, People.Siti.Nik, KycVerified: true)],
                _ when model.SurveysAnswered.Count < 3 => [new AnswerSurvey(1 + (A % 3), [1, 2, 3, 4, 5])],
                _ => [new RequestCode(CodePurpose.Purchase), Buying(model, A, codeMatches: true)],
            },
        };
        if (!step.IsEmpty || model.Card is null) return step.Select(command => (TimeSpan.Zero, command));
        return Enumerable.Range(1, model.WatchedMs.Length).SelectMany(video =>
            Enumerable.Range(0, 3).Select(minute => (
                TimeSpan.FromMinutes(Math.Min(minute, 1)), (ParticipantCommand)new WatchVideo(video, minute * 60))));
    }

    private static JoinWave Joining(int a, int b, DateTimeOffset now)
    {
        var number = a % 3 == 0 ? 17 : 21;
        var opensAt = b == 0 ? now.AddMilliseconds(1) : now.AddMilliseconds(b == 1 ? 0 : -1_000);
        var closesAt = b == 2 ? now : now.AddMilliseconds(b == 3 ? 1 : 86_400_000);
        return new JoinWave(People.Wave(number) with { OpensAt = opensAt, ClosesAt = closesAt });
    }

    private BuyCourse Buying(ParticipantModel model, int a, bool codeMatches)
    {
        var price = (a % 4) switch { 0 => 1_000_000, 1 => 400_000, 2 => model.Balance, _ => 150_000 };
        return new BuyCourse(
            People.Course($"kursus-{a % 5}", Math.Max(1, price)),
            B == 2 ? "warung" : People.Platform,
            People.Code(Math.Min(32, model.Courses.Count + 1)),
            codeMatches);
    }

    private static int Number(ParticipantModel model, int a) => a < 9 ? model.Courses.Count : a - 9;

    private static RedeemCode CodeOf(ParticipantModel model, int a) =>
        People.Code(a < 9 ? Math.Max(1, model.Courses.Count) : 1 + (a % 3));

    private static ReturnIncentive Returning(ParticipantModel model, int a, int b)
    {
        var payout = a < 8 ? model.Payments.Count : a - 8;
        var payment = payout >= 1 && payout <= model.Payments.Count ? model.Payments[payout - 1] : null;
        return new ReturnIncentive(
            b == 0 ? WalletProvider.Dana : payment?.To ?? WalletProvider.Ovo,
            payout,
            new Rupiah(b == 1 ? 1 : payment?.Amount ?? 600_000),
            (PayoutFailureCause)(1 + (b % 3)));
    }
}

/// <summary>A random sequence and its settings.</summary>
internal sealed record Story(int Smooth, int Options, Move[] Moves)
{
    /// <summary>The default settings and other possible settings.</summary>
    public static ImmutableArray<ProgrammeOptions> Settings { get; } =
    [
        new(),
        new() { NotificationDayIsDayOne = true, PurchaseReminderDays = 0 },
        new() { LastPurchaseMonth = 11, LastPurchaseDay = 30, PurchaseWindowDays = 60 },
    ];

    public override string ToString() => $"{Smooth} smooth, settings {Options}: {string.Join(", ", Moves)}";
}
