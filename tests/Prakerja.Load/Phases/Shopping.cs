using System.Collections.Concurrent;
using System.Globalization;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;

namespace Prakerja.Load.Phases;

/// <summary>T1, T2, T5, B1: buying with card number and code at a platform, and cancelling.</summary>
internal sealed class Shopping(Rehearsal rehearsal, Sessions sessions, Parties parties)
{
    private const int TriesMax = 6;

    // Codes asked for before a deadline, to be tried after it.
    private readonly ConcurrentDictionary<int, string> heldBack = new();

    /// <summary>The first courses of a wave's recipients.</summary>
    public Task FirstCoursesAsync(int wave, CancellationToken stop) => rehearsal.EachAsync(
        $"Buy a first course, wave {wave}",
        rehearsal.Lives.Where(life =>
            life.Award?.Wave == wave && life.HasLiveCard && BuysFirst(life.Person.Fate)),
        async (life, cancel) =>
        {
            await BuyAsync(life, Occasion.First, () => FirstCourseOf(life), cancel);
            if (rehearsal.ChoicesOf(life).RushesSecondCourse)
                await MustNotBuyAsync(life, Forbidden.BuyingTooEarly, CheapCourseOf(life), cancel);
        },
        stop);

    /// <summary>
    /// T5: within the week some cancel; a part of them buys another course, the rest lets it be.
    /// </summary>
    public Task SecondThoughtsAsync(int wave, CancellationToken stop) => rehearsal.EachAsync(
        $"Cancel within the week, wave {wave}",
        rehearsal.Lives.Where(life => life.Award?.Wave == wave && life.HasLiveCard),
        async (life, cancel) =>
        {
            var regrets = life.Person.Fate is Fate.BuysAndRegrets;
            var changes = life.Person.Fate is Fate.Learns && rehearsal.ChoicesOf(life).ChangesMind;
            if ((regrets || changes) && life.Purchases is [{ Step: TrainingStep.Bought } purchase])
                await CancelAsync(life, purchase, cancel);
            if (changes) await BuyAsync(life, Occasion.Instead, () => CheapCourseOf(life), cancel);
            if (life.Person.Fate is Fate.FrozenAndFreed)
                await BuyAsync(life, Occasion.Instead, () => FirstCourseOf(life), cancel);
        },
        stop);

    /// <summary>T2: who has finished may buy again, and not above what is left.</summary>
    public Task SecondCoursesAsync(int wave, CancellationToken stop) => rehearsal.EachAsync(
        $"Buy a second course, wave {wave}",
        rehearsal.Lives.Where(life =>
            life.Award?.Wave == wave && life is { HasLiveCard: true, IsFrozen: false, HasFinished: true }),
        async (life, cancel) =>
        {
            var choices = rehearsal.ChoicesOf(life);
            if (choices.BuysTooMuch && UnaffordableFor(life) is { } dear)
                await MustNotBuyAsync(life, Forbidden.BuyingTooMuch, dear, cancel);
            if (choices.BuysSecondCourse)
                await BuyAsync(life, Occasion.Second, () => AffordableFor(life), cancel);
        },
        stop);

    /// <summary>D2: the last evening of the year belongs to it.</summary>
    public Task LastEveningAsync(CancellationToken stop) => rehearsal.EachAsync(
        "Buy on the last evening",
        rehearsal.Lives.Where(life => CanStillBuy(life) && rehearsal.ChoicesOf(life).BuysOnLastEvening),
        (life, cancel) => BuyAsync(life, Occasion.LastEvening, () => AffordableFor(life), cancel),
        stop);

    /// <summary>Codes that are good when the deadline comes, so that only the deadline can refuse.</summary>
    public Task AskForCodesAsync(string phase, IEnumerable<Life> who, CancellationToken stop) =>
        rehearsal.CrowdAsync(
            phase,
            who.Where(life => life.CardNumber is not null),
            async (life, cancel) =>
            {
                await sessions.KnowCodesAsync(life, cancel);
                // Asked again by a resumed run, the deadline may have passed already, and no code is given.
                if (!(await rehearsal.Client.SendAsync(AskCall(life), cancel)).IsSuccess) return;
                if (await sessions.NewestCodeAsync(life, cancel) is { } code)
                    heldBack[life.Person.Index] = life.LastCode = code;
            },
            stop);

    /// <summary>Tries to buy with the code that was kept, at a time when nobody may.</summary>
    public Task MustNotBuyAsync(
        string phase, Forbidden attempt, IEnumerable<Life> who, CancellationToken stop) =>
        rehearsal.EachAsync(
            phase,
            who.Where(life => life.CardNumber is not null),
            async (life, cancel) =>
            {
                // After a resume the code is gone; a made-up one must be refused no less.
                var code = heldBack.GetValueOrDefault(life.Person.Index, "000000");
                var course = AffordableFor(life) ?? Courses.Cheap[0];
                await rehearsal.MustBeRefusedAsync(
                    life, attempt, BuyCall(life, course, code, attempt.Name), cancel);
            },
            stop);

    private static bool CanStillBuy(Life life) =>
        life is { HasLiveCard: true, IsFrozen: false, CardNumber: not null }
        && (life.Standing is null || life.HasFinished);

    private static bool BuysFirst(Fate fate) => fate is
        Fate.Learns or Fate.BuysAndRegrets or Fate.CancelledInTraining or Fate.FrozenInTraining;

    private Course FirstCourseOf(Life life) =>
        rehearsal.Population.Chance.Pick(Courses.All, life.Person.Index, "first-course");

    private Course CheapCourseOf(Life life)
    {
        var first = life.Purchases.FirstOrDefault() is { } bought ? parties.CourseOf(bought) : null;
        var others = Courses.Cheap.Where(course => course != first).ToList();
        return rehearsal.Population.Chance.Pick(others, life.Person.Index, "second-course");
    }

    private Course? AffordableFor(Life life) => Courses.All
        .Where(course => course.Price <= life.Balance && !HasStanding(life, course))
        .OrderByDescending(course => course.Price)
        .FirstOrDefault();

    private Course? UnaffordableFor(Life life) => Courses.All
        .FirstOrDefault(course => course.Price > life.Balance && !HasStanding(life, course));

    private bool HasStanding(Life life, Course course) => life.Purchases.Exists(purchase =>
        purchase.Step is not TrainingStep.Refunded && purchase.Course == parties.CodeOf(course));

    /// <summary>Buys once on an occasion, if there is a course for it.</summary>
    private async Task BuyAsync(Life life, Occasion occasion, Func<Course?> choose, CancellationToken stop)
    {
        if (life.Purchases.Exists(purchase => purchase.Occasion == occasion)) return;
        var number = life.Purchases.Count + 1;
        if (rehearsal.History.Run > 1 && await AdoptAsync(life, occasion, number, stop)) return;
        if (choose() is not { } course) return;
        var (call, reply) = await TryBuyingAsync(life, course, $"buy-{number}-{rehearsal.History.Run}", stop);
        var bought = (await rehearsal.RepeatAsync(life, call, reply, stop)).Read(call, Wire.Default.BoughtAnswer);
        rehearsal.Note(new Fact.Bought(
            life.Person.Index, occasion, number, parties.CodeOf(course), bought.Price, bought.RedeemCode));
    }

    /// <summary>Asks for a code and buys with it, again when a newer code is in force than the one in hand.</summary>
    private async Task<(Call Call, Reply Reply)> TryBuyingAsync(
        Life life, Course course, string step, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            var call = BuyCall(life, course, await CodeAsync(life, stop), $"{step}-{tries}");
            var reply = await rehearsal.Client.SendAsync(call, stop);
            // The newer one is on its way: an answer to the request for it was lost.
            if (!reply.Code.StartsWith("code.", StringComparison.Ordinal) || tries == TriesMax) return (call, reply);
            await sessions.AwaitCodesOnTheWayAsync(life, stop);
        }
    }

    /// <summary>A purchase that was acknowledged to a driver killed before it wrote it down.</summary>
    private async Task<bool> AdoptAsync(Life life, Occasion occasion, int number, CancellationToken stop)
    {
        Call Look(Credential by) => Call.Get(rehearsal.Do.Card, "/api/v1/participants/me/purchases", by);
        var purchases = (await sessions.SendAsync(life, Look, stop))
            .Read(Look(Credential.None), Wire.Default.IReadOnlyListPurchaseView);
        if (purchases.FirstOrDefault(purchase => purchase.Number == number) is not { } found) return false;
        rehearsal.Note(new Fact.Bought(
            life.Person.Index, occasion, number, found.Course, found.Price, found.RedeemCode));
        return true;
    }

    private Task MustNotBuyAsync(Life life, Forbidden attempt, Course course, CancellationToken stop) =>
        rehearsal.MustBeRefusedAsync(
            life, attempt, async () => (await TryBuyingAsync(life, course, attempt.Name, stop)).Reply);

    /// <exception cref="UnexpectedAnswerException">The card gets no code.</exception>
    private async Task<string> CodeAsync(Life life, CancellationToken stop)
    {
        for (var tries = 1; tries <= TriesMax; tries++)
        {
            await sessions.KnowCodesAsync(life, stop);
            await rehearsal.Client.DemandAsync(AskCall(life), stop);
            if (await sessions.NewestCodeAsync(life, stop) is { } code) return life.LastCode = code;
        }

        throw new PhaseFailedException($"No purchase code came in {TriesMax} tries.");
    }

    private Call AskCall(Life life) =>
        Call.Post(rehearsal.Do.PurchaseCode, "/api/v1/platforms/purchase-codes", parties.Platform(life))
            .With(new CardNumberBody(life.CardNumber!), Wire.Default.CardNumberBody);

    private Call BuyCall(Life life, Course course, string code, string step)
    {
        var key = rehearsal.KeyOf(life, step.Replace(' ', '-'));
        return Call.Post(rehearsal.Do.Buy, "/api/v1/platforms/purchases", parties.Platform(life), key)
            .With(new BuyBody(life.CardNumber!, code, parties.CodeOf(course)), Wire.Default.BuyBody);
    }

    private async Task CancelAsync(Life life, Purchase purchase, CancellationToken stop)
    {
        var step = string.Create(CultureInfo.InvariantCulture, $"cancel-{purchase.Number}");
        var call = Call.Post(
            rehearsal.Do.CancelPurchase,
            "/api/v1/platforms/purchases/cancellations",
            parties.Platform(life),
            rehearsal.KeyOf(life, step))
            .With(new RedeemCodeBody(purchase.RedeemCode), Wire.Default.RedeemCodeBody);
        await rehearsal.OnceAsync(life, call, stop);
        rehearsal.Note(new Fact.Refunded(life.Person.Index, purchase.Number));
    }
}
