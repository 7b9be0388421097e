using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>For participants: they link a wallet, read their incentives, and answer the surveys (I1, I2).</summary>
internal static class IncentivesApi
{
    public static void MapIncentivesApi(this IEndpointRouteBuilder me)
    {
        var incentives = me.MapGroup("").WithTags("Insentif");
        incentives.MapPost("/wallet", LinkWallet)
            .WithName("linkWallet")
            .WithSummary(
                "Links the account to which incentives are paid. The payment partner then checks whose account it is.");
        incentives.MapGet("/incentives", GetIncentives)
            .WithName("getIncentives")
            .WithSummary("The participant's incentives: which were paid, which wait, and for what reason.");
        incentives.MapPost("/surveys/{survey:int}", AnswerSurvey)
            .WithName("answerSurvey")
            .WithSummary("Answers a survey. Each survey can be answered only once.");
    }

    internal static async Task<Results<Ok<IncentivesView>, RefusalResult>> LinkWallet(
        CurrentParticipant me, JsonBody<LinkWalletRequest> body, IdempotencyKey key) =>
        (await me.Grain.LinkWallet(
            new ParticipantCommand.LinkWallet(body.Value.Provider, body.Value.Account), key.Id)).ToOk();

    internal static async Task<Results<Ok<IncentivesView>, RefusalResult>> GetIncentives(CurrentParticipant me)
    {
        if ((await me.Grain.GetDashboard()).IsRefused(out var refusal, out var dashboard))
            return new RefusalResult(refusal);
        return dashboard.Incentives is { } incentives
            ? TypedResults.Ok(incentives)
            : new RefusalResult(ParticipantRefusals.NotEntitled);
    }

    internal static async Task<Results<Ok<IncentivesView>, RefusalResult>> AnswerSurvey(
        CurrentParticipant me, int survey, JsonBody<AnswerSurveyRequest> body, IdempotencyKey key) =>
        (await me.Grain.AnswerSurvey(
            new ParticipantCommand.AnswerSurvey(survey, body.Value.Answers), key.Id)).ToOk();
}

/// <param name="Provider">The bank or e-wallet of the account.</param>
/// <param name="Account">The number of the account at the provider, only digits.</param>
internal sealed record LinkWalletRequest(WalletProvider Provider, string Account)
{
    public override string ToString() => nameof(LinkWalletRequest);
}

/// <param name="Answers">5 numbers from 1 to 5.</param>
internal sealed record AnswerSurveyRequest(ImmutableArray<int> Answers);
