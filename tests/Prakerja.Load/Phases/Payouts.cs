using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>I1, I2: wallet, wallet check, surveys, one returned payment, and the monthly instalments.</summary>
internal sealed class Payouts(RunContext context, Sessions sessions, Parties parties, RehearsalClock clock)
{
    private const int SurveyQuestions = 5;

    public async Task LinkAsync(int wave, CancellationToken stop)
    {
        await context.PhaseForEachAsync($"Link wallets, wave {wave}", Entitled(wave), LinkAsync, stop);
        await context.PhaseForEachAsync(
            $"Bounce a payment, wave {wave}", Entitled(wave), ReturnFirstInstalmentAsync, stop);
        await context.PhaseForEachAsync($"Answer surveys, wave {wave}", Entitled(wave), AnswerSurveysAsync, stop);
    }

    /// <summary>Moves the clock through four months, to each day on which an instalment falls due.</summary>
    public Task PassFourMonthsAsync(CancellationToken stop) =>
        context.PhaseAsync("Let four months pass", async () =>
    {
        for (var month = 1; month <= IncentiveAmounts.Instalments; month++)
            await clock.MoveToAsync(context.Calendar.YearEndsAt.AddMonths(month), stop);
    });

    private IEnumerable<Participant> Entitled(int wave) => context.Participants.Where(participant =>
        participant.Award?.Wave == wave && participant.HasReviewed && context.ChoicesOf(participant).LinksWallet);

    private async Task LinkAsync(Participant participant, CancellationToken stop)
    {
        if (!participant.HasWallet)
        {
            var key = context.KeyOf(participant, "wallet");
            var body = new WalletBody(WalletOf(participant), AccountOf(participant));
            await sessions.SendOnceAsync(
                participant,
                by => Call.Post(context.Operations.LinkWallet, "/api/v1/participants/me/wallet", by, key)
                    .With(body, Wire.Default.WalletBody),
                stop);
            context.Note(new Fact.WalletLinked(participant.Person.Index));
        }

        if (participant.IsWalletGood is not null) return;
        var result = context.ChoicesOf(participant).Wallet;
        await CheckAsync(participant, result, "check", stop);
        context.Note(new Fact.WalletChecked(participant.Person.Index, result is WalletCheckResult.Good));
    }

    private Task<Reply> CheckAsync(
        Participant participant, WalletCheckResult result, string step, CancellationToken stop)
    {
        var nik = result is WalletCheckResult.OtherNik ? NextPerson(participant).Nik : participant.Person.Nik;
        var body = new WalletCheckBody(
            participant.Key!, AccountOf(
                participant), nik, result is not WalletCheckResult.NotVerified, WalletOf(participant));
        var call = Call.Post(
            context.Operations.CheckWallet,
            "/api/v1/payment-partners/wallet-checks",
            parties.Partner,
            context.KeyOf(participant, step)).With(body, Wire.Default.WalletCheckBody);
        return context.SendOnceAsync(participant, call, stop);
    }

    private static string WalletOf(Participant participant) =>
        Parties.Wallets[participant.Person.Index % Parties.Wallets.Count];

    // The account is the phone number of the person without +62.
    private static string AccountOf(Participant participant) => participant.Person.Phone[3..];

    private Person NextPerson(Participant participant) =>
        context.Population.People[(participant.Person.Index + 1) % context.Population.People.Count];

    /// <summary>
    /// I2: the first instalment is returned, the wallet is checked again, and the instalment is paid again.
    /// </summary>
    private async Task ReturnFirstInstalmentAsync(Participant participant, CancellationToken stop)
    {
        if (participant is not { IsWalletGood: true, PayoutReturned: 0, IsFrozen: false }) return;
        if (!context.ChoicesOf(participant).PaymentBounces) return;
        // A hold means that an earlier run of the driver returned it already, but was killed before it wrote that down.
        await context.UntilAsync(
            "the first instalment is paid",
            async () => await ReadAsync(
                participant, stop) is { Paid: >= IncentiveAmounts.Instalment } or { Hold: not null },
            stop);
        var call = Call.Post(
            context.Operations.ReturnPayout,
            "/api/v1/payment-partners/returns",
            parties.Partner,
            context.KeyOf(participant, "return"))
            .With(
                new ReturnBody(
                    participant.Key!, 1, IncentiveAmounts.Instalment, "accountNotVerified", WalletOf(participant)),
                Wire.Default.ReturnBody);
        await context.SendOnceAsync(participant, call, stop);
        await CheckAsync(participant, WalletCheckResult.Good, "check-again", stop);
        context.Note(new Fact.PayoutReturned(participant.Person.Index, 1, IncentiveAmounts.Instalment));
    }

    private async Task AnswerSurveysAsync(Participant participant, CancellationToken stop)
    {
        if (participant.IsFrozen) return;
        var choices = context.ChoicesOf(participant);
        for (var survey = 1; survey <= choices.Surveys; survey++)
        {
            if (participant.Surveys.Contains(survey)) continue;
            var number = survey;
            var answers = Enumerable.Range(0, SurveyQuestions)
                .Select(question => 1 + choices.Below(5, $"survey {number} {question}"))
                .ToList();
            await sessions.SendOnceAsync(
                participant,
                by => Call.Post(
                    context.Operations.Survey,
                    $"/api/v1/participants/me/surveys/{number}",
                    by,
                    context.KeyOf(participant, $"survey-{number}"))
                    .With(new SurveyBody(answers), Wire.Default.SurveyBody),
                stop);
            context.Note(new Fact.SurveyAnswered(participant.Person.Index, number));
        }
    }

    private async Task<IncentivesView> ReadAsync(Participant participant, CancellationToken stop)
    {
        Call Request(Credential by) =>
            Call.Get(context.Operations.Incentives, "/api/v1/participants/me/incentives", by);
        return (await sessions.SendAsync(participant, Request, stop)).Read(
            Request(Credential.None), Wire.Default.IncentivesView);
    }
}
