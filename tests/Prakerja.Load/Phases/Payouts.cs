using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;

namespace Prakerja.Load.Phases;

/// <summary>
/// I1, I2: a wallet, its check, surveys, a payment that comes back, and months of instalments.
/// </summary>
internal sealed class Payouts(Rehearsal rehearsal, Sessions sessions, Parties parties, Clock clock)
{
    public const long Instalment = 600_000;
    public const int Instalments = 4;
    public const long Survey = 50_000;

    private const int SurveyQuestions = 5;

    public async Task LinkAsync(int wave, CancellationToken stop)
    {
        await rehearsal.EachAsync($"Link wallets, wave {wave}", Entitled(wave), LinkAsync, stop);
        await rehearsal.EachAsync($"Bounce a payment, wave {wave}", Entitled(wave), BounceAsync, stop);
        await rehearsal.EachAsync($"Answer surveys, wave {wave}", Entitled(wave), AnswerSurveysAsync, stop);
    }

    /// <summary>Four months pass; each day on which an instalment falls due is passed.</summary>
    public Task PassMonthsAsync(CancellationToken stop) =>
        rehearsal.PhaseAsync("Let four months pass", async () =>
    {
        for (var month = 1; month <= Instalments; month++)
            await clock.MoveToAsync(rehearsal.Calendar.YearEndsAt.AddMonths(month), stop);
    });

    /// <summary>What must have been paid to somebody in the end.</summary>
    public static long Due(Life life) =>
        life is { HasReviewed: true, IsWalletGood: true, Ended: not (CardEnd.Cancelled or CardEnd.Lapsed) }
            ? (Instalments * Instalment) + (life.Surveys.Count * Survey)
            : 0;

    private IEnumerable<Life> Entitled(int wave) => rehearsal.Lives.Where(life =>
        life.Award?.Wave == wave && life.HasReviewed && rehearsal.ChoicesOf(life).LinksWallet);

    private async Task LinkAsync(Life life, CancellationToken stop)
    {
        if (!life.HasWallet)
        {
            var key = rehearsal.KeyOf(life, "wallet");
            var body = new WalletBody(WalletOf(life), AccountOf(life));
            await sessions.OnceAsync(
                life,
                by => Call.Post(rehearsal.Do.LinkWallet, "/api/v1/participants/me/wallet", by, key)
                    .With(body, Wire.Default.WalletBody),
                stop);
            rehearsal.Note(new Fact.WalletLinked(life.Person.Index));
        }

        if (life.IsWalletGood is not null) return;
        var truth = rehearsal.ChoicesOf(life).Wallet;
        await CheckAsync(life, truth, "check", stop);
        rehearsal.Note(new Fact.WalletChecked(life.Person.Index, truth is WalletTruth.Good));
    }

    private Task<Reply> CheckAsync(Life life, WalletTruth truth, string step, CancellationToken stop)
    {
        var nik = truth is WalletTruth.OtherNik ? OtherThan(life).Nik : life.Person.Nik;
        var body = new WalletCheckBody(
            life.Participant!, AccountOf(life), nik, truth is not WalletTruth.NotVerified, WalletOf(life));
        var call = Call.Post(
            rehearsal.Do.CheckWallet,
            "/api/v1/payment-partners/wallet-checks",
            parties.Partner,
            rehearsal.KeyOf(life, step)).With(body, Wire.Default.WalletCheckBody);
        return rehearsal.OnceAsync(life, call, stop);
    }

    private static string WalletOf(Life life) => Parties.Wallets[life.Person.Index % Parties.Wallets.Count];

    // The person's own number at the wallet: what follows +62 in the phone's.
    private static string AccountOf(Life life) => life.Person.Phone[3..];

    private Person OtherThan(Life life) =>
        rehearsal.Population.People[(life.Person.Index + 1) % rehearsal.Population.People.Count];

    /// <summary>
    /// I2: the first instalment comes back, the account is checked anew, and it is paid again.
    /// </summary>
    private async Task BounceAsync(Life life, CancellationToken stop)
    {
        if (life is not { IsWalletGood: true, PayoutReturned: 0, IsFrozen: false }) return;
        if (!rehearsal.ChoicesOf(life).PaymentBounces) return;
        // A hold: it came back already, in a run of the driver that was killed before it wrote that down.
        await rehearsal.UntilAsync(
            "the first instalment is paid",
            async () => await ReadAsync(life, stop) is { Paid: >= Instalment } or { Hold: not null },
            stop);
        var call = Call.Post(
            rehearsal.Do.ReturnPayout,
            "/api/v1/payment-partners/returns",
            parties.Partner,
            rehearsal.KeyOf(life, "return"))
            .With(
                new ReturnBody(life.Participant!, 1, Instalment, "accountNotVerified", WalletOf(life)),
                Wire.Default.ReturnBody);
        await rehearsal.OnceAsync(life, call, stop);
        await CheckAsync(life, WalletTruth.Good, "check-again", stop);
        rehearsal.Note(new Fact.PayoutReturned(life.Person.Index, 1, Instalment));
    }

    private async Task AnswerSurveysAsync(Life life, CancellationToken stop)
    {
        if (life.IsFrozen) return;
        var choices = rehearsal.ChoicesOf(life);
        for (var survey = 1; survey <= choices.Surveys; survey++)
        {
            if (life.Surveys.Contains(survey)) continue;
            var number = survey;
            var answers = Enumerable.Range(0, SurveyQuestions)
                .Select(question => 1 + choices.Below(5, $"survey {number} {question}"))
                .ToList();
            await sessions.OnceAsync(
                life,
                by => Call.Post(
                    rehearsal.Do.Survey,
                    $"/api/v1/participants/me/surveys/{number}",
                    by,
                    rehearsal.KeyOf(life, $"survey-{number}"))
                    .With(new SurveyBody(answers), Wire.Default.SurveyBody),
                stop);
            rehearsal.Note(new Fact.SurveyAnswered(life.Person.Index, number));
        }
    }

    private async Task<IncentivesView> ReadAsync(Life life, CancellationToken stop)
    {
        Call Look(Credential by) =>
            Call.Get(rehearsal.Do.Incentives, "/api/v1/participants/me/incentives", by);
        return (await sessions.SendAsync(life, Look, stop)).Read(
            Look(Credential.None), Wire.Default.IncentivesView);
    }
}
