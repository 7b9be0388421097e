using System.Net;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Http;

/// <summary>
/// Idempotency-Key: a retry gets the first answer, another wish under the same key is refused.
/// </summary>
public sealed class IdempotencyKeyTests(RunningApi api)
{
    [Fact]
    public async Task PostComplaint_SameKeySameBody_ReturnsTheSameComplaint()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var complaint = new { category = "card", text = "Nomor kartu tidak muncul." };

        var first = await api.Post("participants/me/complaints", complaint, person.Token, "keluhan-1");
        var again = await api.Post("participants/me/complaints", complaint, person.Token, "keluhan-1");

        Assert.Equal(
            first.Expect(HttpStatusCode.Created).Body.GetRawText(),
            again.Expect(HttpStatusCode.Created).Body.GetRawText());
        var all = await api.Get("participants/me/complaints", person.Token);
        Assert.Single(all.Expect(HttpStatusCode.OK).Body.EnumerateArray());
    }

    [Fact]
    public async Task PostComplaint_SameKeyOtherBody_Returns422()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var complaint = new { category = "card", text = "Nomor kartu tidak muncul." };
        (await api.Post("participants/me/complaints", complaint, person.Token, "keluhan-1"))
            .Expect(HttpStatusCode.Created);

        var other = new { category = "card", text = "Hal lain." };

        (await api.Post("participants/me/complaints", other, person.Token, "keluhan-1"))
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
    }

    [Fact]
    public async Task PostApplication_SameKeySameBody_ReturnsTheSameAnswer()
    {
        var wave = await api.OpenWave();
        var person = await new Person(api).Registered();

        var first = await person.Join(wave, "gabung");
        var again = await person.Join(wave, "gabung");

        Assert.Equal(
            first.Expect(HttpStatusCode.Accepted).Body.GetRawText(),
            again.Expect(HttpStatusCode.Accepted).Body.GetRawText());
    }

    [Fact]
    public async Task Posts_SameKeyOfAPlatformAndAProviderOfOneName_AreTwoRequests()
    {
        var code = $"dua-{Guid.NewGuid().ToString("N")[..10]}";
        var platform = await api.Platform(code);
        var provider = await api.Provider(code);
        var course = await api.Course(provider, platform);
        var wave = await api.OpenWave();
        var person = await new Person(api).Registered();
        (await person.Join(wave)).Expect(HttpStatusCode.Accepted);
        await api.Finish(wave);
        await person.LogIn();
        await person.WatchVideos();
        (await person.Buy(platform, course, "1")).Expect(HttpStatusCode.Created);

        (await api.Post("providers/redemptions", new { redeemCode = person.RedeemCode }, provider, "1"))
            .Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task PostComplaint_NoKey_Returns400()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var complaint = new { category = "card", text = "Nomor kartu tidak muncul." };

        (await api.Post("participants/me/complaints", complaint, person.Token))
            .ExpectProblem(HttpStatusCode.BadRequest, "idempotency.key_missing");
    }

    [Theory]
    [InlineData("has space")]
    [InlineData("titik.dua")]
    [InlineData("sixty-five-characters-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task PostApplication_FaultyKey_Returns400(string key)
    {
        var person = await (await new Person(api).SignUp()).Verify();

        (await person.Join(1, key)).ExpectProblem(HttpStatusCode.BadRequest, "idempotency.key_invalid");
    }

    [Fact]
    public async Task Purchase_RetriedAfterTwelveRequestsOfTheHolder_GetsItsAnswerAgain()
    {
        var (platform, provider) = (await api.Platform(), await api.Provider());
        var course = await api.Course(provider, platform);
        var person = await api.Recipient();
        (await api.Post("platforms/purchase-codes", new { cardNumber = person.CardNumber }, platform))
            .Expect(HttpStatusCode.Accepted);
        var body = new
        {
            cardNumber = person.CardNumber,
            code = person.NextCode(Prakerja.Grains.Participants.CodePurpose.Purchase),
            course,
        };
        var first = (await api.Post("platforms/purchases", body, platform, "buy-1")).Expect(HttpStatusCode.Created);

        for (var index = 0; index < 13; index++)
        {
            var link = new { provider = "ovo", account = $"0812{index:D8}" };
            (await api.Post("participants/me/wallet", link, person.Token, $"link-{index}")).Expect(HttpStatusCode.OK);
        }

        var again = (await api.Post("platforms/purchases", body, platform, "buy-1")).Expect(HttpStatusCode.Created);
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
    }
}
