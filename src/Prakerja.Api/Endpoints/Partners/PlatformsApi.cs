using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// What digital platforms do: sell a course to the holder of a card (T1), and take a sale back (T5).
/// </summary>
internal static class PlatformsApi
{
    public static void MapPlatformsApi(this IEndpointRouteBuilder api)
    {
        var platforms = api.MapGroup("/platforms").WithTags("Platform digital").RequireCaller(CallerKinds.Platform);
        platforms.MapPost("/purchase-codes", SendPurchaseCode)
            .WithName("sendPurchaseCode")
            .WithSummary("Sends the holder of a card a one-time code for a purchase.");
        platforms.MapPost("/purchases", Buy)
            .WithName("buyCourse")
            .WithSummary("Buys a course with card number and one-time code; gives the redeem code.");
        platforms.MapPost("/purchases/cancellations", Cancel)
            .WithName("cancelPurchase")
            .WithSummary("Takes back a purchase that was not redeemed; the money returns to the balance.");
        platforms.MapGet("/courses", GetCourses)
            .WithName("getPlatformCourses")
            .WithSummary("The courses that this platform sells.");
    }

    internal static async Task<Results<Accepted, RefusalResult>> SendPurchaseCode(JsonBody<SendPurchaseCodeRequest> body, ClaimHolders holders)
    {
        if (!CardNumber.TryParse(body.Value.CardNumber, out var card))
            return new RefusalResult(FieldRefusals.CardNumberInvalid);
        if (await holders.Find(card) is not { } holder) return new RefusalResult(FieldRefusals.CardUnknown);
        var answer = await holder.RequestCode(new ParticipantCommand.RequestCode(CodePurpose.Purchase));
        return answer.Refusal is { } refusal ? new RefusalResult(refusal) : TypedResults.Accepted((string?)null);
    }

    internal static async Task<Results<Created<BuyCourseResponse>, RefusalResult>> Buy(
        CurrentCaller platform, JsonBody<BuyCourseRequest> body, IdempotencyKey key, ClaimHolders holders, IGrainFactory grains)
    {
        var asked = body.Value;
        if (!CardNumber.TryParse(asked.CardNumber, out var card)) return new RefusalResult(FieldRefusals.CardNumberInvalid);
        if (!CourseCode.TryParse(asked.Course, out var provider, out _)) return new RefusalResult(CourseRefusals.NotFound);
        if (await holders.Find(card) is not { } holder) return new RefusalResult(FieldRefusals.CardUnknown);
        var found = await grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(provider))
            .GetCourse(asked.Course);
        if (found.IsRefused(out var unknown, out var offer)) return new RefusalResult(unknown);
        var participant = holder.GetPrimaryKeyString();
        var answer = await holder.Buy(offer, platform.Name, asked.Code, key.Id);
        return answer.ToCreated(_ => "/api/v1/platforms/purchases", view => BuyCourseResponse.Of(participant, view));
    }

    internal static async Task<Results<Ok<CancelPurchaseResponse>, RefusalResult>> Cancel(
        CurrentCaller platform, JsonBody<RedeemCodeRequest> body, IdempotencyKey key, ClaimHolders holders)
    {
        if (!RedeemCode.TryParse(body.Value.RedeemCode, out var code) || await holders.Find(code) is not { } holder)
            return new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);
        if ((await holder.GetDashboard()).IsRefused(out var refusal, out var dashboard)) return new RefusalResult(refusal);
        if (dashboard.Purchases.FirstOrDefault(candidate => candidate.RedeemCode == code) is not { } purchase)
            return new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);
        var answer = await holder.CancelPurchase(
            new ParticipantCommand.CancelPurchase(platform.Name, purchase.Number), key.Id);
        return answer.ToOk(CancelPurchaseResponse.Of);
    }

    internal static async Task<Ok<Page<CourseOffer>>> GetCourses(CurrentCaller platform, PageRequest page, IGrainFactory grains)
    {
        var courses = await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key)
            .GetCourses(platform.Name, page.After, page.Limit);
        return TypedResults.Ok(PageRequest.Of(courses.Courses, courses.Next));
    }
}

/// <param name="CardNumber">16 digits; the last is a check digit.</param>
internal sealed record SendPurchaseCodeRequest(string CardNumber)
{
    public override string ToString() => nameof(SendPurchaseCodeRequest);
}

/// <param name="CardNumber">16 digits; the last is a check digit.</param>
/// <param name="Code">The six digits of the message to the holder.</param>
/// <param name="Course">The whole code of a course: its provider's, a dot and its own.</param>
internal sealed record BuyCourseRequest(string CardNumber, string Code, string Course)
{
    public override string ToString() => nameof(BuyCourseRequest);
}

/// <param name="RedeemCode">16 characters, any letter case.</param>
internal sealed record RedeemCodeRequest(string RedeemCode)
{
    public override string ToString() => nameof(RedeemCodeRequest);
}

/// <summary>A sale. Of the person the platform learns what is left on the card, and no more.</summary>
/// <param name="Purchase">Participant and number of the purchase.</param>
/// <param name="RedeemCode">For the holder, who gives it to the provider.</param>
internal sealed record BuyCourseResponse(
    string Purchase,
    RedeemCode RedeemCode,
    string Course,
    string Provider,
    Rupiah Price,
    DateTimeOffset BoughtAt,
    Rupiah BalanceAfter)
{
    public static BuyCourseResponse Of(string participant, PurchaseView view) => new(
        $"{participant}/{view.Number}",
        view.RedeemCode,
        view.Course,
        view.Provider,
        view.Price,
        view.BoughtAt,
        view.BalanceAfter);

    public override string ToString() => nameof(BuyCourseResponse);
}

internal sealed record CancelPurchaseResponse(string Course, Rupiah Refund, TrainingStatus Status)
{
    public static CancelPurchaseResponse Of(PurchaseView view) => new(view.Course, view.Price, view.Status);
}
