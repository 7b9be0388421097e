using System.Net;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>Purchases, redemption, completion and review over HTTP.</summary>
public sealed class TrainingTests(RunningApi api)
{
    [Fact]
    public async Task PostPurchase_CardFrozen_Returns409()
    {
        var (person, platform, _, course) = await CreateRecipientAndCourse();
        var reason = new { reason = "Tanda pemakaian oleh orang lain" };
        (await api.Post($"management/participants/{person.Key}/freeze", reason, api.Management(), "freeze"))
            .Expect(HttpStatusCode.NoContent);

        (await api.Post("platforms/purchase-codes", new { cardNumber = person.CardNumber }, platform))
            .Expect(HttpStatusCode.Accepted);
        var answer = await api.Post(
            "platforms/purchases",
            new { cardNumber = person.CardNumber, code = person.NextCode(CodePurpose.Purchase), course },
            platform,
            "frozen");

        answer.ExpectProblem(HttpStatusCode.Conflict, "card.frozen");
    }

    [Fact]
    public async Task PostPurchase_AboveTheBalance_Returns409()
    {
        var (person, platform, provider, course) = await CreateRecipientAndCourse();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        await FinishFirstCourse(person, provider);
        var expensiveCourse = await api.Course(provider, platform, 600_000, "lanjutan");

        (await person.Buy(platform, expensiveCourse))
            .ExpectProblem(HttpStatusCode.Conflict, "purchase.balance_too_small");
    }

    [Fact]
    public async Task PostPurchase_FirstNotFinished_Returns409()
    {
        var (person, platform, provider, course) = await CreateRecipientAndCourse();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        var cheapCourse = await api.Course(provider, platform, 100_000, "singkat");

        (await person.Buy(platform, cheapCourse)).ExpectProblem(HttpStatusCode.Conflict, "purchase.first_not_finished");
    }

    [Theory]
    [InlineData("1234", "card.number_invalid", HttpStatusCode.BadRequest)]
    [InlineData("4539578763621486", "card.unknown", HttpStatusCode.NotFound)]
    public async Task PostPurchaseCode_NoSuchCard_IsRefused(string cardNumber, string code, HttpStatusCode status) =>
        (await api.Post("platforms/purchase-codes", new { cardNumber }, await api.Platform()))
        .ExpectProblem(status, code);

    [Fact]
    public async Task PostPurchase_SameKeySameBody_BuysOnce()
    {
        var (person, platform, _, course) = await CreateRecipientAndCourse();
        (await api.Post("platforms/purchase-codes", new { cardNumber = person.CardNumber }, platform))
            .Expect(HttpStatusCode.Accepted);
        var code = person.NextCode(CodePurpose.Purchase);
        var purchase = new { cardNumber = person.CardNumber, code, course };

        var first = await api.Post("platforms/purchases", purchase, platform, "beli");
        var again = await api.Post("platforms/purchases", purchase, platform, "beli");

        Assert.Equal(
            first.Expect(HttpStatusCode.Created).Body.GetRawText(),
            again.Expect(HttpStatusCode.Created).Body.GetRawText());
        var purchases = (await api.Get("participants/me/purchases", person.Token)).Expect(HttpStatusCode.OK);
        Assert.Single(purchases.Body.EnumerateArray());
    }

    [Fact]
    public async Task PostPurchase_SameKeyUnknownCourse_Returns404()
    {
        var (person, platform, _, course) = await CreateRecipientAndCourse();
        (await api.Post("platforms/purchase-codes", new { cardNumber = person.CardNumber }, platform))
            .Expect(HttpStatusCode.Accepted);
        var code = person.NextCode(CodePurpose.Purchase);
        (await api.Post(
            "platforms/purchases", new { cardNumber = person.CardNumber, code, course }, platform, "beli"))
            .Expect(HttpStatusCode.Created);

        var answer = await api.Post(
            "platforms/purchases",
            new { cardNumber = person.CardNumber, code, course = "no-such.course" },
            platform,
            "beli");

        answer.ExpectProblem(HttpStatusCode.NotFound, "course.not_found");
        var purchases = (await api.Get("participants/me/purchases", person.Token)).Expect(HttpStatusCode.OK);
        Assert.Single(purchases.Body.EnumerateArray());
    }

    [Fact]
    public async Task PostCancellation_BeforeRedeeming_RefundsTheBalance()
    {
        var (person, platform, _, course) = await CreateRecipientAndCourse();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        var cancellation = new { redeemCode = person.RedeemCode };

        var first = await api.Post("platforms/purchases/cancellations", cancellation, platform, "batal");
        var again = await api.Post("platforms/purchases/cancellations", cancellation, platform, "batal");

        Assert.Equal(600_000, first.Expect(HttpStatusCode.OK)["refund"].GetInt64());
        Assert.Equal(first.Body.GetRawText(), again.Expect(HttpStatusCode.OK).Body.GetRawText());
        var card = (await api.Get("participants/me/card", person.Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(1_000_000, card["balance"].GetInt64());
    }

    [Fact]
    public async Task PostCancellation_OfAnotherPlatform_Returns403()
    {
        var (person, platform, _, course) = await CreateRecipientAndCourse();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        var cancellation = new { redeemCode = person.RedeemCode };

        (await api.Post("platforms/purchases/cancellations", cancellation, await api.Platform(), "other"))
            .ExpectProblem(HttpStatusCode.Forbidden, "cancel.other_platform");

        var card = (await api.Get("participants/me/card", person.Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(400_000, card["balance"].GetInt64());
    }

    [Fact]
    public async Task PostCompletion_NotRedeemed_Returns409()
    {
        var (person, platform, provider, course) = await CreateRecipientAndCourse();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);

        (await api.Post("providers/completions", new { redeemCode = person.RedeemCode, score = 90 }, provider, "done"))
            .ExpectProblem(HttpStatusCode.Conflict, "training.not_redeemed");
    }

    [Fact]
    public async Task PostRedemption_OfAnotherProvider_Returns403()
    {
        var (person, platform, _, course) = await CreateRecipientAndCourse();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);

        (await api.Post("providers/redemptions", new { redeemCode = person.RedeemCode }, await api.Provider(), "take"))
            .ExpectProblem(HttpStatusCode.Forbidden, "redeem.other_provider");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task PostReview_RatingOutOfRange_Returns400(int rating)
    {
        var person = await api.Recipient();
        var review = new { rating, review = "Bagus." };

        var answer = await api.Post("participants/me/purchases/1/review", review, person.Token, "review");

        answer.ExpectProblem(HttpStatusCode.BadRequest, "review.rating_invalid");
    }

    private async Task<(Person Person, PartnerSignature Platform, PartnerSignature Provider, string Course)>
        CreateRecipientAndCourse()
    {
        var platform = await api.Platform();
        var provider = await api.Provider();
        return (await api.Recipient(), platform, provider, await api.Course(provider, platform));
    }

    private async Task FinishFirstCourse(Person person, PartnerSignature provider)
    {
        (await api.Post("providers/redemptions", new { redeemCode = person.RedeemCode }, provider, "redeem"))
            .Expect(HttpStatusCode.OK);
        (await api.Post("participants/me/purchases/1/pre-test", new { answers = "abcde" }, person.Token))
            .Expect(HttpStatusCode.OK);
        (await api.Post("providers/completions", new { redeemCode = person.RedeemCode, score = 70 }, provider, "done"))
            .Expect(HttpStatusCode.OK);
    }
}
