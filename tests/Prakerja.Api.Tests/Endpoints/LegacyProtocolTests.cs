using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Prakerja.Api.Auth;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>
/// The legacy protocol of providers' systems: answers, refusals and repeated requests.
/// </summary>
public sealed class LegacyProtocolTests(RunningApi api)
{
    private const string Status = "integration/payment/redeem-code/status";
    private const string Commit = "integration/payment/redeem-code/commit";

    private static readonly object NoSuchCode = new { redeem_code = "AAAAAAAAAAAAAAAA" };

    /// <summary>The check value from the protocol's own description.</summary>
    [Fact]
    public void SignedRequest_DocumentedCheckValue_IsValid()
    {
        var headers = new HeaderDictionary
        {
            ["client_code"] = "myclient_code",
            ["timestamp"] = "1516239022",
            ["signature"] = "943c20a8e36b6243f576404b00fffdc86411ce1f",
        };

        var signed = SignedRequest.Read(headers, SignatureFormat.Legacy);

        Assert.NotNull(signed);
        Assert.True(signed.IsSignedWith(
            "my_sign_key", "POST", "/api/v1/" + Commit, Encoding.UTF8.GetBytes("{\"redeem_code\":\"code\"}")));
    }

    [Fact]
    public async Task StatusAndCommit_CodeOfOwnCourse_RedeemsIt()
    {
        var (person, _, provider, course) = await BuyCourse();
        var code = new { redeem_code = person.RedeemCode };

        var before = await api.Post(Status, code, provider);
        var committed = await api.Post(Commit, new { redeem_code = person.RedeemCode.ToLowerInvariant() }, provider);
        var after = await api.Post(Status, code, provider);

        AssertAnswer(before, person, course, 0);
        AssertAnswer(committed, person, course, 1);
        AssertAnswer(after, person, course, 1);
        Assert.Equal("redeemed", await StatusShownToParticipant(person));
        Assert.DoesNotContain(
            api.Log.Lines, line => line.Contains(person.RedeemCode, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task PostStatus_BoughtCode_ChangesNothing()
    {
        var (person, _, provider, _) = await BuyCourse();
        var before = await History(person);

        (await api.Post(Status, new { redeem_code = person.RedeemCode }, provider)).Expect(HttpStatusCode.OK);

        Assert.Equal(before, await History(person));
        Assert.Equal("bought", await StatusShownToParticipant(person));
    }

    [Fact]
    public async Task PostCommit_SameBytesAgain_ReturnsTheSameAndRedeemsOnce()
    {
        var (person, _, provider, _) = await BuyCourse();
        var code = new { redeem_code = person.RedeemCode };
        var signed = provider with { SignedAt = api.Clock.GetUtcNow() };

        var first = await api.Post(Commit, code, signed);
        var history = await History(person);
        var again = await api.Post(Commit, code, signed with { HasUpperCaseSignature = true });

        Assert.Equal(
            first.Expect(HttpStatusCode.OK).Body.GetRawText(), again.Expect(HttpStatusCode.OK).Body.GetRawText());
        Assert.Equal(history, await History(person));
    }

    [Fact]
    public async Task PostCommit_NewSignature_Returns409()
    {
        var (person, _, provider, _) = await BuyCourse();
        var code = new { redeem_code = person.RedeemCode };
        (await api.Post(Commit, code, provider)).Expect(HttpStatusCode.OK);

        var answer = await api.Post(Commit, code, provider with { ClockSkew = TimeSpan.FromSeconds(2) });

        AssertRefused(answer, HttpStatusCode.Conflict, "redeem.already_used");
    }

    [Fact]
    public async Task PostCommit_RedeemedInTheStandardProtocol_Returns409()
    {
        var (person, _, provider, _) = await BuyCourse();
        var standard = provider with { UsesLegacyProtocol = false };
        (await api.Post("providers/redemptions", new { redeemCode = person.RedeemCode }, standard, "redeem"))
            .Expect(HttpStatusCode.OK);

        var answer = await api.Post(Commit, new { redeem_code = person.RedeemCode }, provider);

        AssertRefused(answer, HttpStatusCode.Conflict, "redeem.already_used");
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAA")]
    [InlineData("code")]
    [InlineData("")]
    public async Task StatusAndCommit_NoSuchCode_Return404(string code) => await BothRefuse(
        await Provider(), code, HttpStatusCode.NotFound, "redeem.code_unknown");

    [Fact]
    public async Task StatusAndCommit_OfAnotherProvider_Return403()
    {
        var (person, _, _, _) = await BuyCourse();

        await BothRefuse(await Provider(), person.RedeemCode, HttpStatusCode.Forbidden, "redeem.other_provider");
    }

    [Fact]
    public async Task StatusAndCommit_PurchaseCancelled_Return409()
    {
        var (person, platform, provider, _) = await BuyCourse();
        var cancellation = new { redeemCode = person.RedeemCode };
        (await api.Post("platforms/purchases/cancellations", cancellation, platform, "batal"))
            .Expect(HttpStatusCode.OK);

        await BothRefuse(provider, person.RedeemCode, HttpStatusCode.Conflict, "redeem.purchase_cancelled");
    }

    [Fact]
    public async Task StatusAndCommit_CardFrozen_Return409()
    {
        var (person, _, provider, _) = await BuyCourse();
        await Manage(person, "freeze", new { reason = "Tanda pemakaian oleh orang lain" }, api.Management());

        await BothRefuse(provider, person.RedeemCode, HttpStatusCode.Conflict, "card.frozen");
    }

    [Fact]
    public async Task StatusAndCommit_CodeCancelledWithItsCard_Return409()
    {
        var (person, _, provider, _) = await BuyCourse();
        await Manage(person, "cancellation", new { reason = "Data tidak benar" }, api.Management());
        await Manage(person, "cancellation/decision", new { approve = true }, await api.KeyOfAnother("approver"));

        await BothRefuse(provider, person.RedeemCode, HttpStatusCode.Conflict, "card.cancelled");
    }

    [Theory]
    [InlineData("client_code", "auth.missing")]
    [InlineData("timestamp", "signature.header_invalid")]
    [InlineData("signature", "signature.header_invalid")]
    public async Task PostCommit_HeaderMissing_Returns401(string header, string code) => AssertRefused(
        await api.Post(Commit, NoSuchCode, await Provider() with { OmittedHeader = header }),
        HttpStatusCode.Unauthorized,
        code);

    [Fact]
    public async Task PostCommit_SignatureOneBitOff_Returns401() => AssertRefused(
        await api.Post(Commit, NoSuchCode, await Provider() with { HasWrongSignature = true }),
        HttpStatusCode.Unauthorized,
        "signature.wrong");

    [Theory]
    [InlineData(-295, "redeem.code_unknown", HttpStatusCode.NotFound)]
    [InlineData(295, "redeem.code_unknown", HttpStatusCode.NotFound)]
    [InlineData(-305, "signature.timestamp_out_of_window", HttpStatusCode.Unauthorized)]
    [InlineData(305, "signature.timestamp_out_of_window", HttpStatusCode.Unauthorized)]
    public async Task PostCommit_ClockSkew_IsAcceptedWithinTheWindow(
        int secondsOff, string code, HttpStatusCode status) =>
        AssertRefused(
            await api.Post(
                Commit, NoSuchCode, await Provider() with { ClockSkew = TimeSpan.FromSeconds(secondsOff) }),
            status,
            code);

    [Theory]
    [InlineData(Status)]
    [InlineData(Commit)]
    public async Task LegacyProtocol_SignedWithSha256_Returns401(string path) => AssertRefused(
        await api.Post(path, NoSuchCode, await api.Provider()),
        HttpStatusCode.Unauthorized,
        "signature.header_invalid");

    [Theory]
    [InlineData(null)]
    [InlineData("nonce-of-sixteen-characters")]
    public async Task Elsewhere_SignedWithSha1_Returns401(string? nonce)
    {
        var provider = await Provider() with { Nonce = nonce };

        var answer = await api.Post("providers/redeem-codes/status", new { redeemCode = "AAAAAAAAAAAAAAAA" }, provider);

        answer.ExpectProblem(HttpStatusCode.Unauthorized, "signature.header_invalid");
        Assert.False(answer.Body.TryGetProperty("success", out _));
    }

    [Fact]
    public async Task PostCommit_ByAPlatform_Returns403() => AssertRefused(
        await api.Post(Commit, NoSuchCode, await api.Platform() with { UsesLegacyProtocol = true }),
        HttpStatusCode.Forbidden,
        "auth.forbidden");

    [Theory]
    [InlineData("{\"redeem_code\":\"AAAAAAAAAAAAAAAA\",\"sequence\":1}", "request.unknown_field")]
    [InlineData("{\"redeemCode\":\"AAAAAAAAAAAAAAAA\"}", "request.unknown_field")]
    [InlineData("{}", "request.field_missing")]
    [InlineData("{\"redeem_code\":1}", "request.wrong_type")]
    [InlineData("redeem_code=AAAAAAAAAAAAAAAA", "request.malformed")]
    public async Task PostCommit_InvalidBody_Returns400(string body, string code) => AssertRefused(
        await api.Post(Commit, body, await Provider()), HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task PostCommit_BodyOverTheLimit_Returns413() => AssertRefused(
        await api.Post(Commit, new { redeem_code = new string('A', 33_000) }, await Provider()),
        HttpStatusCode.RequestEntityTooLarge,
        "request.too_large");

    /// <summary>The request is refused before its endpoint is known, so the answer has no <c>success</c>.</summary>
    [Fact]
    public async Task PostCommit_AForm_Returns415()
    {
        using var form = new StringContent("redeem_code=AAAAAAAAAAAAAAAA", null, "application/x-www-form-urlencoded");
        using var response = await api.Http.PostAsync(
            new Uri(Commit, UriKind.Relative), form, TestContext.Current.CancellationToken);

        var answer = await Requests.Read(response);

        answer.ExpectProblem(HttpStatusCode.UnsupportedMediaType, "request.media_type");
        Assert.False(answer.Body.TryGetProperty("success", out _));
    }

    private static void AssertAnswer(ApiAnswer answer, Person person, string course, int status)
    {
        answer.Expect(HttpStatusCode.OK);
        Assert.True(answer["success"].GetBoolean());
        Assert.Equal("OK", answer["message"].GetString());
        Assert.Equal(
            (person.RedeemCode, course, status),
            (
                Text(answer, "redeem_code"),
                Text(answer, "course_code"),
                answer["data"].GetProperty("status").GetInt32()));
    }

    private static string? Text(ApiAnswer answer, string field) => answer["data"].GetProperty(field).GetString();

    /// <summary>The standard refusal, with the two fields that clients of this protocol read.</summary>
    private static void AssertRefused(ApiAnswer answer, HttpStatusCode status, string code)
    {
        answer.ExpectProblem(status, code);
        Assert.False(answer["success"].GetBoolean());
        Assert.Equal(answer["title"].GetString(), answer["message"].GetString());
    }

    private async Task BothRefuse(PartnerSignature provider, string code, HttpStatusCode status, string refusal)
    {
        foreach (var path in (string[])[Status, Commit])
            AssertRefused(await api.Post(path, new { redeem_code = code }, provider), status, refusal);
    }

    private async Task<PartnerSignature> Provider() => await api.Provider() with { UsesLegacyProtocol = true };

    private async Task<(Person Person, PartnerSignature Platform, PartnerSignature Provider, string Course)> BuyCourse()
    {
        var platform = await api.Platform();
        var provider = await api.Provider();
        var course = await api.Course(provider, platform);
        var person = await api.Recipient();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        return (person, platform, provider with { UsesLegacyProtocol = true }, course);
    }

    private async Task Manage(Person person, string action, object body, Credential by) =>
        (await api.Post($"management/participants/{person.Key}/{action}", body, by, Guid.NewGuid().ToString("N")))
        .Expect(HttpStatusCode.NoContent);

    private async Task<string> StatusShownToParticipant(Person person)
    {
        var purchases = (await api.Get("participants/me/purchases", person.Token)).Expect(HttpStatusCode.OK);
        return purchases.Body.EnumerateArray().Single().GetProperty("status").GetString()!;
    }

    private async Task<string> History(Person person)
    {
        var history = await api.Get($"management/participants/{person.Key}/history?limit=200", api.Management());
        return history.Expect(HttpStatusCode.OK)["items"].GetRawText();
    }
}
