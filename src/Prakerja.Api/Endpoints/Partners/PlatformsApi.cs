using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For digital platforms: they sell courses to holders of cards (T1), and cancel purchases (T5).
/// </summary>
internal static class PlatformsApi
{
    public static void MapPlatformsApi(this IEndpointRouteBuilder api)
    {
        var platforms = api.MapGroup("/platforms").WithTags("Platform digital").RequireCaller(CallerKinds.Platform);
        platforms.MapPost("/purchase-codes", SendPurchaseCode)
            .WithName("sendPurchaseCode")
            .WithSummary("Sends the holder of a card a one-time code for a purchase, by SMS.");
        platforms.MapPost("/purchases", Buy)
            .WithName("buyCourse")
            .WithSummary(
                "Buys a course with the card number and the one-time code. The answer contains the redeem code.");
        platforms.MapPost("/purchases/cancellations", Cancel)
            .WithName("cancelPurchase")
            .WithSummary("Cancels a purchase that was not redeemed. The price returns to the card's balance.");
        platforms.MapGet("/courses", GetCourses)
            .WithName("getPlatformCourses")
            .WithSummary("Lists the courses that this platform sells.");
    }

    internal static async Task<Results<Accepted, RefusalResult>> SendPurchaseCode(
        JsonBody<SendPurchaseCodeRequest> body, ClaimHolderFinder holders)
    {
        if (!CardNumber.TryParse(body.Value.CardNumber, out var card))
            return new RefusalResult(FieldRefusals.CardNumberInvalid);
        if (await holders.Find(card) is not { } holder) return new RefusalResult(FieldRefusals.CardUnknown);
        var answer = await holder.RequestCode(new ParticipantCommand.RequestCode(CodePurpose.Purchase));
        return answer.Refusal is { } refusal ? new RefusalResult(refusal) : TypedResults.Accepted((string?)null);
    }

    internal static async Task<Results<Created<BuyCourseResponse>, RefusalResult>> Buy(
        CurrentCaller platform,
        JsonBody<BuyCourseRequest> body,
        IdempotencyKey key,
        ClaimHolderFinder holders,
        IGrainFactory grains)
    {
        var request = body.Value;
        if (!CardNumber.TryParse(request.CardNumber, out var card))
            return new RefusalResult(FieldRefusals.CardNumberInvalid);
        if (!OneTimeCodeInput.TryParse(request.Code, CodePurpose.Purchase, out var code))
            return new RefusalResult(ParticipantRefusals.CodeMalformed, "code");
        if (!CourseCode.TryParse(request.Course, out var provider, out _))
            return new RefusalResult(CourseRefusals.NotFound);
        if (await holders.Find(card) is not { } holder) return new RefusalResult(FieldRefusals.CardUnknown);
        var course = await grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(provider))
            .GetCourse(request.Course);
        if (course.IsRefused(out var refusal, out var offer)) return new RefusalResult(refusal);
        var participant = holder.GetPrimaryKeyString();
        var answer = await holder.Buy(offer, platform.Name, code, key.Id);
        return answer.ToCreated(_ => "/api/v1/platforms/purchases", view => BuyCourseResponse.Of(participant, view));
    }

    internal static async Task<Results<Ok<CancelPurchaseResponse>, RefusalResult>> Cancel(
        CurrentCaller platform, JsonBody<RedeemCodeRequest> body, IdempotencyKey key, ClaimHolderFinder holders)
    {
        if (!RedeemCode.TryParse(body.Value.RedeemCode, out var code) || await holders.Find(code) is not { } holder)
            return new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);
        if ((await holder.GetDashboard()).IsRefused(out var refusal, out var dashboard))
            return new RefusalResult(refusal);
        if (dashboard.Purchases.FirstOrDefault(candidate => candidate.RedeemCode == code) is not { } purchase)
            return new RefusalResult(ParticipantRefusals.RedeemCodeUnknown);
        var answer = await holder.CancelPurchase(
            new ParticipantCommand.CancelPurchase(platform.Name, purchase.Number), key.Id);
        return answer.ToOk(CancelPurchaseResponse.Of);
    }

    internal static async Task<Ok<Page<CourseOffer>>> GetCourses(
        CurrentCaller platform, PageRequest page, IGrainFactory grains)
    {
        var courses = await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key)
            .GetCourses(platform.Name, page.After, page.Limit);
        return TypedResults.Ok(Page.Of(courses.Courses, courses.Next));
    }
}

/// <param name="CardNumber">16 digits; the last one is a check digit.</param>
internal sealed record SendPurchaseCodeRequest(string CardNumber)
{
    public override string ToString() => nameof(SendPurchaseCodeRequest);
}

/// <param name="CardNumber">16 digits; the last one is a check digit.</param>
/// <param name="Code">
/// The six digits of the one-time code that the holder received; blanks and dashes are ignored.
/// </param>
/// <param name="Course">The full code of the course: the provider's code, a dot, and the course's own code.</param>
internal sealed record BuyCourseRequest(string CardNumber, string Code, string Course)
{
    public override string ToString() => nameof(BuyCourseRequest);
}

/// <param name="RedeemCode">16 characters in any letter case.</param>
internal sealed record RedeemCodeRequest(string RedeemCode)
{
    public override string ToString() => nameof(RedeemCodeRequest);
}

/// <summary>A purchase. The platform gets no data about the person except the balance after the purchase.</summary>
/// <param name="Purchase">The participant's key, a slash, and the number of the purchase.</param>
/// <param name="RedeemCode">The code that the holder gives to the provider.</param>
/// <param name="BalanceAfter">The balance of the card after the purchase, whole rupiah.</param>
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

/// <param name="Refund">The amount that returned to the balance, whole rupiah.</param>
internal sealed record CancelPurchaseResponse(string Course, Rupiah Refund, TrainingStatus Status)
{
    public static CancelPurchaseResponse Of(PurchaseView view) => new(view.Course, view.Price, view.Status);
}
