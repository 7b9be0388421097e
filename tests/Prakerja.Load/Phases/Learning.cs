using System.Globalization;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;

namespace Prakerja.Load.Phases;

/// <summary>
/// T1, T3, T4: redeem, pre-test, completion, certificate, review. Each step only after the one before.
/// </summary>
internal sealed class Learning(Rehearsal rehearsal, Sessions sessions, Parties parties)
{
    public Task RedeemAsync(string when, int wave, CancellationToken stop) => rehearsal.EachAsync(
        $"Redeem, {when}",
        Learners(wave).Where(life => life.Standing is { Step: TrainingStep.Bought }),
        RedeemAsync,
        stop);

    public Task FinishAsync(string when, int wave, CancellationToken stop) => rehearsal.EachAsync(
        $"Learn and review, {when}",
        Learners(wave).Where(life => life.Standing is { Step: >= TrainingStep.Redeemed }),
        FinishAsync,
        stop);

    private IEnumerable<Life> Learners(int wave) => rehearsal.Lives.Where(life =>
        life.Award?.Wave == wave
        && life is { HasLiveCard: true, IsFrozen: false }
        && life.Person.Fate is not Fate.BuysAndRegrets);

    private async Task RedeemAsync(Life life, CancellationToken stop)
    {
        var purchase = life.Standing!;
        var choices = rehearsal.ChoicesOf(life);
        if (!choices.Redeems && life.Person.Fate is Fate.Learns) return;
        var course = parties.CourseOf(purchase);
        var body = new RedeemCodeBody(purchase.RedeemCode);
        var other = (course.Provider + 1) % Parties.Providers;
        if (choices.MeetsWrongProvider)
            await rehearsal.MustBeRefusedAsync(
                life,
                Forbidden.RedeemingElsewhere,
                Redemption(life, purchase, other, body, "wrong"),
                stop);
        if (choices.IsReportedTooEarly)
            await rehearsal.MustBeRefusedAsync(
                life, Forbidden.CompletingUnredeemed, Completion(life, purchase, course, "early"), stop);
        await rehearsal.OnceAsync(life, Redemption(life, purchase, course.Provider, body, "redeem"), stop);
        Note(life, purchase, TrainingStep.Redeemed);
        if (choices.MeetsWrongProvider)
            await rehearsal.MustBeRefusedAsync(
                life, Forbidden.RedeemingTwice, Redemption(life, purchase, course.Provider, body, "twice"), stop);
    }

    private async Task FinishAsync(Life life, CancellationToken stop)
    {
        var purchase = life.Standing!;
        var course = parties.CourseOf(purchase);
        if (purchase.Step is TrainingStep.Redeemed) await TakePreTestAsync(life, purchase, course, stop);
        if (purchase.Step is TrainingStep.PreTested && rehearsal.ChoicesOf(life).Completes)
        {
            await rehearsal.OnceAsync(life, Completion(life, purchase, course, "complete"), stop);
            Note(life, purchase, TrainingStep.Completed);
        }

        if (purchase.Step is TrainingStep.Completed)
        {
            var provider = parties.ProviderCode(course.Provider);
            var certificate = $"PKJ-{provider}-{life.Person.Index}-{purchase.Number}";
            var call = Call.Post(
                rehearsal.Do.Certify,
                "/api/v1/providers/certificates",
                parties.Provider(course.Provider),
                KeyOf(life, purchase, "certify"))
                .With(new CertificateBody(purchase.RedeemCode, certificate), Wire.Default.CertificateBody);
            await rehearsal.OnceAsync(life, call, stop);
            Note(life, purchase, TrainingStep.Certified);
        }

        if (purchase.Step is TrainingStep.Certified && rehearsal.ChoicesOf(life).IsReviewing)
            await ReviewAsync(life, purchase, stop);
    }

    // Without a key in the API: a lost answer is found in the refusal of the second sending.
    private async Task TakePreTestAsync(Life life, Purchase purchase, Course course, CancellationToken stop)
    {
        Call Take(Credential by) => Call.Post(
            rehearsal.Do.PreTest, $"/api/v1/participants/me/purchases/{purchase.Number}/pre-test", by)
            .With(new PreTestBody(course.PreTestKey), Wire.Default.PreTestBody);
        var reply = await sessions.SendAsync(life, Take, stop);
        var isRepeat = reply.Sendings > 1 || rehearsal.History.Run > 1;
        if (!reply.IsSuccess && !(isRepeat && reply.Code is "pre_test.already_taken"))
            throw new UnexpectedAnswerException(Take(Credential.None), reply);
        Note(life, purchase, TrainingStep.PreTested);
    }

    private async Task ReviewAsync(Life life, Purchase purchase, CancellationToken stop)
    {
        var choices = rehearsal.ChoicesOf(life);
        Call Review(Credential by, int rating, string step) => Call.Post(
            rehearsal.Do.Review,
            $"/api/v1/participants/me/purchases/{purchase.Number}/review",
            by,
            KeyOf(life, purchase, step))
            .With(new ReviewBody(rating, "Materinya jelas dan berguna."), Wire.Default.ReviewBody);
        if (choices.MeetsWrongProvider)
            await sessions.MustBeRefusedAsync(life, Forbidden.SixStars, by => Review(by, 6, "six-stars"), stop);
        await sessions.OnceAsync(life, by => Review(by, choices.Rating, "review"), stop);
        Note(life, purchase, TrainingStep.Reviewed);
    }

    private Call Redemption(Life life, Purchase purchase, int provider, RedeemCodeBody body, string step) =>
        Call.Post(
            rehearsal.Do.Redeem,
            "/api/v1/providers/redemptions",
            parties.Provider(provider),
            KeyOf(life, purchase, step)).With(body, Wire.Default.RedeemCodeBody);

    private Call Completion(Life life, Purchase purchase, Course course, string step) =>
        Call.Post(
            rehearsal.Do.Complete,
            "/api/v1/providers/completions",
            parties.Provider(course.Provider),
            KeyOf(life, purchase, step))
            .With(
                new CompletionBody(purchase.RedeemCode, rehearsal.ChoicesOf(life).Score),
                Wire.Default.CompletionBody);

    private string KeyOf(Life life, Purchase purchase, string step) =>
        rehearsal.KeyOf(life, string.Create(CultureInfo.InvariantCulture, $"{step}-{purchase.Number}"));

    private void Note(Life life, Purchase purchase, TrainingStep step) =>
        rehearsal.Note(new Fact.TrainingMoved(life.Person.Index, purchase.Number, step));
}
