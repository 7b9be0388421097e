using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>The incentives: their schedule, why one waits, the linked account, and the surveys (I1, I2).</summary>
internal sealed class IncentivesModel(IOptions<ProgrammeOptions> options) : ParticipantPageModel
{
    public ProgrammeOptions Programme => options.Value;

    /// <summary>Null until a wallet is linked or a training is finished.</summary>
    public IncentivesView? View { get; private set; }

    /// <summary>The days on which the instalments fall due; empty without a right to the incentive.</summary>
    public ImmutableArray<DateOnly> DueOn { get; private set; } = [];

    /// <summary>The number of the next survey; null when all are answered.</summary>
    public int? NextSurvey { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostWalletAsync()
    {
        if (!TryGetRequestId(out var id)) return await ShowAsync();
        if (!Enum.TryParse<WalletProvider>(Typed("dompet"), out var provider) || !Enum.IsDefined(provider))
        {
            Refuse(RequestRefusals.FieldMissing, "dompet");
            return await ShowAsync();
        }

        var account = TypedNumbers.WithoutBlanks(Typed("rekening"));
        var body = new JsonBody<LinkWalletRequest>(new LinkWalletRequest(provider, account));
        var refusal = RefusalOf(await IncentivesApi.LinkWallet(Me, body, IdempotencyKey.Of(id)));
        if (refusal is null) return LocalRedirect("/insentif?hasil=dompet");
        Refuse(refusal, refusal.Code is "wallet.account_invalid" or "wallet.taken" ? "rekening" : null);
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostSurveyAsync(int survei)
    {
        if (!TryGetRequestId(out var id)) return await ShowAsync();
        var answers = ImmutableArray.CreateBuilder<int>();
        for (var question = 1; question <= IncentiveRules.SurveyQuestions; question++)
        {
            _ = int.TryParse(
                Typed($"survei-{question}"), NumberStyles.None, CultureInfo.InvariantCulture, out var answer);
            answers.Add(answer);
        }

        var body = new JsonBody<AnswerSurveyRequest>(new AnswerSurveyRequest(answers.ToImmutable()));
        var refusal = RefusalOf(await IncentivesApi.AnswerSurvey(Me, survei, body, IdempotencyKey.Of(id)));
        if (refusal is null) return LocalRedirect("/insentif?hasil=survei");
        Refuse(refusal);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if ((await Me.Grain.GetDashboard()).IsRefused(out var refusal, out var view))
            return await ShowProblemAsync(refusal);
        if (view.Card is null) return await ShowProblemAsync(ParticipantRefusals.NoCard);
        View = view.Incentives;
        if (View?.EntitledOn is not { } entitledOn) return Page();
        DueOn =
        [
            .. Enumerable.Range(1, Programme.IncentiveInstalments)
                .Select(instalment => Wib.DateOf(IncentiveRules.InstalmentDueAt(entitledOn, instalment))),
        ];
        NextSurvey = Enumerable.Range(1, Programme.IncentiveSurveys)
            .Where(survey => !View.AnsweredSurveys.Contains(survey))
            .Select(survey => (int?)survey)
            .FirstOrDefault();
        return Page();
    }
}
