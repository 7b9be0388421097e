using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;

namespace Prakerja.Api.Endpoints;

/// <summary>For participants: their introduction videos, card and courses (V1, B1, T3, T4).</summary>
internal static class TrainingApi
{
    public static void MapTrainingApi(this IEndpointRouteBuilder me)
    {
        var training = me.MapGroup("").WithTags("Pelatihan");
        training.MapPost("/videos/{video:int}/heartbeat", Watch)
            .WithName("watchVideo")
            .WithSummary(
                "Reports the position of the video player. The server's clock decides which part counts as watched.");
        training.MapGet("/card", GetCard)
            .WithName("getCard")
            .WithSummary("The participant's card. It contains the card number only after all videos were watched.");
        training.MapGet("/purchases", GetPurchases)
            .WithName("getPurchases")
            .WithSummary("Lists all courses that the participant has bought.");
        training.MapPost("/purchases/{purchase:int}/pre-test", TakePreTest)
            .WithName("takePreTest")
            .WithSummary("Takes the pre-test of a redeemed course. It can be taken only once.");
        training.MapPost("/purchases/{purchase:int}/review", Review)
            .WithName("reviewCourse")
            .WithSummary("Rates and reviews a course that has a certificate. This is possible only once.");
    }

    internal static async Task<Results<Ok<VideosView>, RefusalResult>> Watch(
        CurrentParticipant me, int video, JsonBody<VideoHeartbeatRequest> body) =>
        (await me.Grain.WatchVideo(new ParticipantCommand.WatchVideo(video, body.Value.PositionSeconds))).ToOk();

    internal static async Task<Results<Ok<CardView>, RefusalResult>> GetCard(CurrentParticipant me)
    {
        if ((await me.Grain.GetDashboard()).IsRefused(out var refusal, out var dashboard))
            return new RefusalResult(refusal);
        return dashboard.Card is { } card ? TypedResults.Ok(card) : new RefusalResult(ParticipantRefusals.NoCard);
    }

    internal static async Task<Results<Ok<ImmutableArray<PurchaseView>>, RefusalResult>> GetPurchases(
        CurrentParticipant me) =>
        (await me.Grain.GetDashboard()).ToOk(dashboard => dashboard.Purchases);

    // Only the provider's grain knows the right answers, so it computes the score.
    internal static async Task<Results<Ok<PurchaseView>, RefusalResult>> TakePreTest(
        CurrentParticipant me, int purchase, JsonBody<TakePreTestRequest> body, IGrainFactory grains)
    {
        if ((await me.Grain.GetDashboard()).IsRefused(out var refusal, out var dashboard))
            return new RefusalResult(refusal);
        if (dashboard.Purchases.FirstOrDefault(candidate => candidate.Number == purchase) is not { } boughtCourse)
            return new RefusalResult(ParticipantRefusals.PurchaseUnknown);
        var provider = grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(boughtCourse.Provider));
        var answer = await provider.ScorePreTest(boughtCourse.Course, body.Value.Answers);
        if (answer.IsRefused(out refusal, out var score)) return new RefusalResult(refusal);
        return (await me.Grain.TakePreTest(new ParticipantCommand.TakePreTest(purchase, score))).ToOk();
    }

    internal static async Task<Results<Ok<PurchaseView>, RefusalResult>> Review(
        CurrentParticipant me, int purchase, JsonBody<ReviewCourseRequest> body, IdempotencyKey key) =>
        (await me.Grain.Review(
            new ParticipantCommand.ReviewCourse(purchase, body.Value.Rating, body.Value.Review), key.Id)).ToOk();
}

/// <param name="PositionSeconds">The position of the player, whole seconds from the start of the video.</param>
internal sealed record VideoHeartbeatRequest(int PositionSeconds);

/// <param name="Answers">5 characters, one for each question: 'a' to 'e' for a choice, '-' for no answer.</param>
internal sealed record TakePreTestRequest(string Answers);

/// <param name="Rating">1 to 5.</param>
/// <param name="Review">1 to 2,000 characters.</param>
internal sealed record ReviewCourseRequest(int Rating, string Review)
{
    public override string ToString() => nameof(ReviewCourseRequest);
}
