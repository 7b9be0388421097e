using System.Net;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>Buying, redeeming and finishing over HTTP: what is refused, and with which code.</summary>
public sealed class TrainingTests(RunningApi api)
{
    [Fact]
    public async Task PostPurchase_CardFrozen_Returns409()
    {
        var (person, platform, _, course) = await Shop();
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
        var (person, platform, provider, course) = await Shop();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        await Finish(person, provider);
        var dear = await api.Course(provider, platform, 600_000, "lanjutan");

        (await person.Buy(platform, dear)).ExpectProblem(HttpStatusCode.Conflict, "purchase.balance_too_small");
    }

    [Fact]
    public async Task PostPurchase_FirstNotFinished_Returns409()
    {
        var (person, platform, provider, course) = await Shop();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        var cheap = await api.Course(provider, platform, 100_000, "singkat");

        (await person.Buy(platform, cheap)).ExpectProblem(HttpStatusCode.Conflict, "purchase.first_not_finished");
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
        var (person, platform, _, course) = await Shop();
        (await api.Post("platforms/purchase-codes", new { cardNumber = person.CardNumber }, platform))
            .Expect(HttpStatusCode.Accepted);
        var code = person.NextCode(CodePurpose.Purchase);
        var purchase = new { cardNumber = person.CardNumber, code, course };

        var first = await api.Post("platforms/purchases", purchase, platform, "beli");
        var again = await api.Post("platforms/purchases", purchase, platform, "beli");
        var unknown = new { cardNumber = person.CardNumber, code, course = "no-such.course" };
        var other = await api.Post("platforms/purchases", unknown, platform, "beli");

        Assert.Equal(
            first.Expect(HttpStatusCode.Created).Body.GetRawText(),
            again.Expect(HttpStatusCode.Created).Body.GetRawText());
        other.ExpectProblem(HttpStatusCode.NotFound, "course.not_found");
        var purchases = (await api.Get("participants/me/purchases", person.Token)).Expect(HttpStatusCode.OK);
        Assert.Single(purchases.Body.EnumerateArray());
    }

    [Fact]
    public async Task PostCancellation_BeforeRedeeming_RefundsTheBalance()
    {
        var (person, platform, _, course) = await Shop();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        var sold = new { redeemCode = person.RedeemCode };
        (await api.Post("platforms/purchases/cancellations", sold, await api.Platform(), "other"))
            .ExpectProblem(HttpStatusCode.Forbidden, "cancel.other_platform");

        var first = await api.Post("platforms/purchases/cancellations", sold, platform, "batal");
        var again = await api.Post("platforms/purchases/cancellations", sold, platform, "batal");

        Assert.Equal(600_000, first.Expect(HttpStatusCode.OK)["refund"].GetInt64());
        Assert.Equal(first.Body.GetRawText(), again.Expect(HttpStatusCode.OK).Body.GetRawText());
        var card = (await api.Get("participants/me/card", person.Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(1_000_000, card["balance"].GetInt64());
    }

    [Fact]
    public async Task PostCompletion_NotRedeemed_Returns409()
    {
        var (person, platform, provider, course) = await Shop();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);

        (await api.Post("providers/completions", new { redeemCode = person.RedeemCode, score = 90 }, provider, "done"))
            .ExpectProblem(HttpStatusCode.Conflict, "training.not_redeemed");
    }

    [Fact]
    public async Task PostRedemption_OfAnotherProvider_Returns403()
    {
        var (person, platform, _, course) = await Shop();
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

    [Fact]
    public async Task GetHistory_Paged_ShowsEveryEventOnce()
    {
        var (person, platform, _, course) = await Shop();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        var path = $"management/participants/{person.Key}/history";
        var whole = (await api.Get(path + "?limit=200", api.Management())).Expect(HttpStatusCode.OK);
        var all = whole["items"].EnumerateArray().Select(entry => entry.GetProperty("number").GetInt64()).ToArray();

        var paged = new List<long>();
        for (var next = ""; next is not null;)
        {
            var page = (await api.Get($"{path}?limit=3{next}", api.Management())).Expect(HttpStatusCode.OK);
            paged.AddRange(page["items"].EnumerateArray().Select(entry => entry.GetProperty("number").GetInt64()));
            next = page["next"].GetString() is { } cursor ? "&after=" + cursor : null;
        }

        Assert.Equal(all, paged);
        Assert.Null(whole["next"].GetString());
        Assert.DoesNotContain(person.Nik, whole.Body.GetRawText(), StringComparison.Ordinal);
    }

    private async Task<(Person Person, Partner Platform, Partner Provider, string Course)> Shop()
    {
        var platform = await api.Platform();
        var provider = await api.Provider();
        return (await api.Recipient(), platform, provider, await api.Course(provider, platform));
    }

    private async Task Finish(Person person, Partner provider)
    {
        (await api.Post("providers/redemptions", new { redeemCode = person.RedeemCode }, provider, "redeem"))
            .Expect(HttpStatusCode.OK);
        (await api.Post("participants/me/purchases/1/pre-test", new { answers = "abcde" }, person.Token))
            .Expect(HttpStatusCode.OK);
        (await api.Post("providers/completions", new { redeemCode = person.RedeemCode, score = 70 }, provider, "done"))
            .Expect(HttpStatusCode.OK);
    }
}
