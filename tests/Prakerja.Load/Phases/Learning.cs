using System.Globalization;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>T1, T3, T4: redeem, pre-test, completion, certificate, review, in this order.</summary>
internal sealed class Learning(RunContext context, Sessions sessions, Parties parties)
{
    public Task RedeemAsync(string when, int wave, CancellationToken stop) => context.PhaseForEachAsync(
        $"Redeem, {when}",
        Learners(wave).Where(participant => participant.CurrentPurchase is { Step: TrainingStep.Bought }),
        RedeemAsync,
        stop);

    public Task FinishAsync(string when, int wave, CancellationToken stop) => context.PhaseForEachAsync(
        $"Learn and review, {when}",
        Learners(wave).Where(participant => participant.CurrentPurchase is { Step: >= TrainingStep.Redeemed }),
        FinishAsync,
        stop);

    private IEnumerable<Participant> Learners(int wave) => context.Participants.Where(participant =>
        participant.Award?.Wave == wave
        && participant is { HasLiveCard: true, IsFrozen: false }
        && participant.Person.CardPlan is not CardPlan.BuysAndCancels);

    private async Task RedeemAsync(Participant participant, CancellationToken stop)
    {
        var purchase = participant.CurrentPurchase!;
        var choices = context.ChoicesOf(participant);
        if (!choices.Redeems && participant.Person.CardPlan is CardPlan.Learns) return;
        var course = parties.CourseOf(purchase);
        var body = new RedeemCodeBody(purchase.RedeemCode);
        var other = (course.Provider + 1) % Parties.Providers;
        if (choices.MeetsWrongProvider)
            await context.ExpectRefusalAsync(
                participant,
                ForbiddenAction.RedeemingElsewhere,
                Redemption(participant, purchase, other, body, "wrong"),
                stop);
        if (choices.IsReportedTooEarly)
            await context.ExpectRefusalAsync(
                participant, ForbiddenAction.CompletingUnredeemed, Completion(
                    participant, purchase, course, "early"), stop);
        await context.SendOnceAsync(
            participant, Redemption(participant, purchase, course.Provider, body, "redeem"), stop);
        Note(participant, purchase, TrainingStep.Redeemed);
        if (choices.MeetsWrongProvider)
            await context.ExpectRefusalAsync(
                participant, ForbiddenAction.RedeemingTwice, Redemption(
                    participant, purchase, course.Provider, body, "twice"), stop);
    }

    private async Task FinishAsync(Participant participant, CancellationToken stop)
    {
        var purchase = participant.CurrentPurchase!;
        var course = parties.CourseOf(purchase);
        if (purchase.Step is TrainingStep.Redeemed) await TakePreTestAsync(participant, purchase, course, stop);
        if (purchase.Step is TrainingStep.PreTested && context.ChoicesOf(participant).Completes)
        {
            await context.SendOnceAsync(participant, Completion(participant, purchase, course, "complete"), stop);
            Note(participant, purchase, TrainingStep.Completed);
        }

        if (purchase.Step is TrainingStep.Completed)
        {
            var provider = parties.ProviderCode(course.Provider);
            var certificate = $"PKJ-{provider}-{participant.Person.Index}-{purchase.Number}";
            var call = Call.Post(
                context.Operations.Certify,
                "/api/v1/providers/certificates",
                parties.Provider(course.Provider),
                KeyOf(participant, purchase, "certify"))
                .With(new CertificateBody(purchase.RedeemCode, certificate), Wire.Default.CertificateBody);
            await context.SendOnceAsync(participant, call, stop);
            Note(participant, purchase, TrainingStep.Certified);
        }

        if (purchase.Step is TrainingStep.Certified && context.ChoicesOf(participant).IsReviewing)
            await ReviewAsync(participant, purchase, stop);
    }

    // The API has no key for this call: the refusal of a second sending shows that the first one succeeded.
    private async Task TakePreTestAsync(
        Participant participant, Purchase purchase, Course course, CancellationToken stop)
    {
        Call PreTest(Credential by) => Call.Post(
            context.Operations.PreTest, $"/api/v1/participants/me/purchases/{purchase.Number}/pre-test", by)
            .With(new PreTestBody(course.PreTestKey), Wire.Default.PreTestBody);
        var reply = await sessions.SendAsync(participant, PreTest, stop);
        var isRepeat = reply.Attempts > 1 || context.History.Run > 1;
        if (!reply.IsSuccess && !(isRepeat && reply.Code is "pre_test.already_taken"))
            throw new UnexpectedAnswerException(PreTest(Credential.None), reply);
        Note(participant, purchase, TrainingStep.PreTested);
    }

    private async Task ReviewAsync(Participant participant, Purchase purchase, CancellationToken stop)
    {
        var choices = context.ChoicesOf(participant);
        Call Review(Credential by, int rating, string step) => Call.Post(
            context.Operations.Review,
            $"/api/v1/participants/me/purchases/{purchase.Number}/review",
            by,
            KeyOf(participant, purchase, step))
            .With(new ReviewBody(rating, "Materinya jelas dan berguna."), Wire.Default.ReviewBody);
        if (choices.MeetsWrongProvider)
            await sessions.ExpectRefusalAsync(
                participant, ForbiddenAction.SixStars, by => Review(by, 6, "six-stars"), stop);
        await sessions.SendOnceAsync(participant, by => Review(by, choices.Rating, "review"), stop);
        Note(participant, purchase, TrainingStep.Reviewed);
    }

    private Call Redemption(
        Participant participant, Purchase purchase, int provider, RedeemCodeBody body, string step) =>
        Call.Post(
            context.Operations.Redeem,
            "/api/v1/providers/redemptions",
            parties.Provider(provider),
            KeyOf(participant, purchase, step)).With(body, Wire.Default.RedeemCodeBody);

    private Call Completion(Participant participant, Purchase purchase, Course course, string step) =>
        Call.Post(
            context.Operations.Complete,
            "/api/v1/providers/completions",
            parties.Provider(course.Provider),
            KeyOf(participant, purchase, step))
            .With(
                new CompletionBody(purchase.RedeemCode, context.ChoicesOf(participant).Score),
                Wire.Default.CompletionBody);

    private string KeyOf(Participant participant, Purchase purchase, string step) =>
        context.KeyOf(participant, string.Create(CultureInfo.InvariantCulture, $"{step}-{purchase.Number}"));

    private void Note(Participant participant, Purchase purchase, TrainingStep step) =>
        context.Note(new Fact.TrainingMoved(participant.Person.Index, purchase.Number, step));
}
