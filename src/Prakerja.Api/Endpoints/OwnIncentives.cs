using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>A participant's wallet, incentives and surveys (I1, I2).</summary>
internal static class OwnIncentives
{
    public static void MapOwnIncentives(this IEndpointRouteBuilder me)
    {
        var incentives = me.MapGroup("").WithTags("Insentif");
        incentives.MapPost("/wallet", LinkWallet)
            .WithName("linkWallet")
            .WithSummary("Links the account that incentives go to; the payment partner then checks whose it is.");
        incentives.MapGet("/incentives", GetIncentives)
            .WithName("getIncentives")
            .WithSummary("What was paid, what waits, and why.");
        incentives.MapPost("/surveys/{survey:int}", AnswerSurvey)
            .WithName("answerSurvey")
            .WithSummary("Answers a survey, once.");
    }

    internal static async Task<Results<Ok<IncentivesView>, Refused>> LinkWallet(
        Me me, Body<WalletLink> body, RequestKey key) =>
        (await me.Grain.LinkWallet(
            new ParticipantCommand.LinkWallet(body.Value.Provider, body.Value.Account), key.Id)).ToOk();

    internal static async Task<Results<Ok<IncentivesView>, Refused>> GetIncentives(Me me)
    {
        if ((await me.Grain.GetDashboard()).IsRefused(out var refusal, out var dashboard)) return new Refused(refusal);
        return dashboard.Incentives is { } incentives
            ? TypedResults.Ok(incentives)
            : new Refused(ParticipantRefusals.NotEntitled);
    }

    internal static async Task<Results<Ok<IncentivesView>, Refused>> AnswerSurvey(
        Me me, int survey, Body<SurveyAnswers> body, RequestKey key) =>
        (await me.Grain.AnswerSurvey(
            new ParticipantCommand.AnswerSurvey(survey, body.Value.Answers), key.Id)).ToOk();
}

/// <param name="Account">The account's number at the provider: digits.</param>
internal sealed record WalletLink(WalletProvider Provider, string Account)
{
    public override string ToString() => nameof(WalletLink);
}

/// <param name="Answers">5 numbers from 1 to 5.</param>
internal sealed record SurveyAnswers(ImmutableArray<int> Answers);
