using System.Collections.Concurrent;
using System.Globalization;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>T1, T2, T5, B1: purchases with card number and code at a platform, and their cancellation.</summary>
internal sealed class Shopping(RunContext context, Sessions sessions, Parties parties)
{
    private const int TriesMax = 6;

    // Codes that were requested before a deadline and are tried after it.
    private readonly ConcurrentDictionary<int, string> keptCodes = new();

    /// <summary>The first purchases of the recipients of a wave.</summary>
    public Task FirstCoursesAsync(int wave, CancellationToken stop) => context.PhaseForEachAsync(
        $"Buy a first course, wave {wave}",
        context.Participants.Where(participant =>
            participant.Award?.Wave == wave && participant.HasLiveCard && BuysFirst(participant.Person.CardPlan)),
        async (participant, cancel) =>
        {
            await BuyAsync(participant, Occasion.First, () => FirstCourseOf(participant), cancel);
            if (context.ChoicesOf(participant).RushesSecondCourse)
                await ExpectPurchaseRefusalAsync(
                    participant, ForbiddenAction.BuyingTooEarly, CheapCourseOf(participant), cancel);
        },
        stop);

    /// <summary>T5: some cancel within the week; a part of them buys another course.</summary>
    public Task CancelAndReplaceAsync(int wave, CancellationToken stop) => context.PhaseForEachAsync(
        $"Cancel within the week, wave {wave}",
        context.Participants.Where(participant => participant.Award?.Wave == wave && participant.HasLiveCard),
        async (participant, cancel) =>
        {
            var cancelsForGood = participant.Person.CardPlan is CardPlan.BuysAndCancels;
            var changes = participant.Person.CardPlan is CardPlan.Learns && context.ChoicesOf(participant).ChangesMind;
            if ((cancelsForGood || changes) && participant.Purchases is [{ Step: TrainingStep.Bought } purchase])
                await CancelAsync(participant, purchase, cancel);
            if (changes) await BuyAsync(participant, Occasion.Instead, () => CheapCourseOf(participant), cancel);
            if (participant.Person.CardPlan is CardPlan.FrozenAndUnfrozen)
                await BuyAsync(participant, Occasion.Instead, () => FirstCourseOf(participant), cancel);
        },
        stop);

    /// <summary>T2: people who have finished a course may buy again, but not above the balance.</summary>
    public Task SecondCoursesAsync(int wave, CancellationToken stop) => context.PhaseForEachAsync(
        $"Buy a second course, wave {wave}",
        context.Participants.Where(participant =>
            participant.Award?.Wave == wave
            && participant is { HasLiveCard: true, IsFrozen: false, HasFinished: true }),
        async (participant, cancel) =>
        {
            var choices = context.ChoicesOf(participant);
            if (choices.BuysTooMuch && UnaffordableFor(participant) is { } expensive)
                await ExpectPurchaseRefusalAsync(participant, ForbiddenAction.BuyingTooMuch, expensive, cancel);
            if (choices.BuysSecondCourse)
                await BuyAsync(participant, Occasion.Second, () => AffordableFor(participant), cancel);
        },
        stop);

    /// <summary>D2: the last evening is part of the year.</summary>
    public Task LastEveningAsync(CancellationToken stop) => context.PhaseForEachAsync(
        "Buy on the last evening",
        context.Participants.Where(
            participant => CanStillBuy(participant) && context.ChoicesOf(participant).BuysOnLastEvening),
        (participant, cancel) => BuyAsync(participant, Occasion.LastEvening, () => AffordableFor(participant), cancel),
        stop);

    /// <summary>Requests codes that are valid when the deadline comes, so that only the deadline can refuse.</summary>
    public Task RequestCodesAsync(string phase, IEnumerable<Participant> participants, CancellationToken stop) =>
        context.ForEachAsync(
            phase,
            participants.Where(participant => participant.CardNumber is not null),
            async (participant, cancel) =>
            {
                await sessions.RememberLastCodeAsync(participant, cancel);
                // In a resumed run the deadline may have passed already; then the server gives no code.
                if (!(await context.Client.SendAsync(CodeRequestCall(participant), cancel)).IsSuccess) return;
                if (await sessions.NewestCodeAsync(participant, cancel) is { } code)
                    keptCodes[participant.Person.Index] = participant.LastCode = code;
            },
            stop);

    /// <summary>Tries to buy with the kept code when no purchase is allowed.</summary>
    public Task ExpectPurchaseRefusalAsync(
        string phase, ForbiddenAction attempt, IEnumerable<Participant> participants, CancellationToken stop) =>
        context.PhaseForEachAsync(
            phase,
            participants.Where(participant => participant.CardNumber is not null),
            async (participant, cancel) =>
            {
                // After a resume the code is lost; an invalid code must be refused as well.
                var code = keptCodes.GetValueOrDefault(participant.Person.Index, "000000");
                var course = AffordableFor(participant) ?? Courses.Cheap[0];
                await context.ExpectRefusalAsync(
                    participant, attempt, BuyCall(participant, course, code, attempt.Name), cancel);
            },
            stop);

    private static bool CanStillBuy(Participant participant) =>
        participant is { HasLiveCard: true, IsFrozen: false, CardNumber: not null }
        && (participant.CurrentPurchase is null || participant.HasFinished);

    private static bool BuysFirst(CardPlan plan) => plan is
        CardPlan.Learns or CardPlan.BuysAndCancels or CardPlan.CancelledInTraining or CardPlan.FrozenInTraining;

    private Course FirstCourseOf(Participant participant) =>
        context.Population.Random.Pick(Courses.All, participant.Person.Index, "first-course");

    private Course CheapCourseOf(Participant participant)
    {
        var first = participant.Purchases.FirstOrDefault() is { } bought ? parties.CourseOf(bought) : null;
        var others = Courses.Cheap.Where(course => course != first).ToList();
        return context.Population.Random.Pick(others, participant.Person.Index, "second-course");
    }

    private Course? AffordableFor(Participant participant) => Courses.All
        .Where(course => course.Price <= participant.Balance && !HasPurchased(participant, course))
        .OrderByDescending(course => course.Price)
        .FirstOrDefault();

    private Course? UnaffordableFor(Participant participant) => Courses.All
        .FirstOrDefault(course => course.Price > participant.Balance && !HasPurchased(participant, course));

    private bool HasPurchased(Participant participant, Course course) => participant.Purchases.Exists(purchase =>
        purchase.Step is not TrainingStep.Refunded && purchase.Course == parties.CodeOf(course));

    /// <summary>Buys once for an occasion, when there is a suitable course.</summary>
    private async Task BuyAsync(
        Participant participant, Occasion occasion, Func<Course?> choose, CancellationToken stop)
    {
        if (participant.Purchases.Exists(purchase => purchase.Occasion == occasion)) return;
        var number = participant.Purchases.Count + 1;
        if (context.History.Run > 1 && await RecordEarlierPurchaseAsync(participant, occasion, number, stop)) return;
        if (choose() is not { } course) return;
        var (call, reply) = await TryToBuyAsync(participant, course, $"buy-{number}-{context.History.Run}", stop);
        var bought = (
            await context.RepeatSomeAsync(participant, call, reply, stop)).Read(call, Wire.Default.BoughtAnswer);
        context.Note(new Fact.Bought(
            participant.Person.Index, occasion, number, parties.CodeOf(course), bought.Price, bought.RedeemCode));
    }

    /// <summary>Requests a code and buys with it; tries again when a newer code has made it invalid.</summary>
    private async Task<(Call Call, Reply Reply)> TryToBuyAsync(
        Participant participant, Course course, string step, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            var call = BuyCall(participant, course, await CodeAsync(participant, stop), $"{step}-{tries}");
            var reply = await context.Client.SendAsync(call, stop);
            // The newer code is still on its way: the answer to its request was lost.
            if (!reply.Code.StartsWith("code.", StringComparison.Ordinal) || tries == TriesMax) return (call, reply);
            await sessions.AwaitNewerCodeAsync(participant, stop);
        }
    }

    /// <summary>
    /// Records a purchase that the server acknowledged to an earlier run, which was killed before it wrote it down.
    /// </summary>
    private async Task<bool> RecordEarlierPurchaseAsync(
        Participant participant, Occasion occasion, int number, CancellationToken stop)
    {
        Call Request(Credential by) => Call.Get(context.Operations.Card, "/api/v1/participants/me/purchases", by);
        var purchases = (await sessions.SendAsync(participant, Request, stop))
            .Read(Request(Credential.None), Wire.Default.IReadOnlyListPurchaseView);
        if (purchases.FirstOrDefault(purchase => purchase.Number == number) is not { } found) return false;
        context.Note(new Fact.Bought(
            participant.Person.Index, occasion, number, found.Course, found.Price, found.RedeemCode));
        return true;
    }

    private Task ExpectPurchaseRefusalAsync(
        Participant participant, ForbiddenAction attempt, Course course, CancellationToken stop) =>
        context.ExpectRefusalAsync(
            participant, attempt, async () => (await TryToBuyAsync(participant, course, attempt.Name, stop)).Reply);

    /// <exception cref="UnexpectedAnswerException">The server gives no code for the card.</exception>
    private async Task<string> CodeAsync(Participant participant, CancellationToken stop)
    {
        for (var tries = 1; tries <= TriesMax; tries++)
        {
            await sessions.RememberLastCodeAsync(participant, stop);
            await context.Client.SendOrThrowAsync(CodeRequestCall(participant), stop);
            if (await sessions.NewestCodeAsync(participant, stop) is { } code) return participant.LastCode = code;
        }

        throw new PhaseFailedException($"No purchase code came in {TriesMax} tries.");
    }

    private Call CodeRequestCall(Participant participant) =>
        Call.Post(context.Operations.PurchaseCode, "/api/v1/platforms/purchase-codes", parties.Platform(participant))
            .With(new CardNumberBody(participant.CardNumber!), Wire.Default.CardNumberBody);

    private Call BuyCall(Participant participant, Course course, string code, string step)
    {
        var key = context.KeyOf(participant, step.Replace(' ', '-'));
        return Call.Post(context.Operations.Buy, "/api/v1/platforms/purchases", parties.Platform(participant), key)
            .With(new BuyBody(participant.CardNumber!, code, parties.CodeOf(course)), Wire.Default.BuyBody);
    }

    private async Task CancelAsync(Participant participant, Purchase purchase, CancellationToken stop)
    {
        var step = string.Create(CultureInfo.InvariantCulture, $"cancel-{purchase.Number}");
        var call = Call.Post(
            context.Operations.CancelPurchase,
            "/api/v1/platforms/purchases/cancellations",
            parties.Platform(participant),
            context.KeyOf(participant, step))
            .With(new RedeemCodeBody(purchase.RedeemCode), Wire.Default.RedeemCodeBody);
        await context.SendOnceAsync(participant, call, stop);
        context.Note(new Fact.Refunded(participant.Person.Index, purchase.Number));
    }
}
