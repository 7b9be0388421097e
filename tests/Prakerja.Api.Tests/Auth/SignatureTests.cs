using System.Net;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Auth;

/// <summary>Signed requests: what is accepted, and each way in which a signature fails.</summary>
public sealed class SignatureTests(RunningApi api)
{
    private const string Path = "platforms/courses";

    [Fact]
    public async Task SignedRequest_Valid_IsAccepted() =>
        (await api.Get(Path, await api.Platform())).Expect(HttpStatusCode.OK);

    [Fact]
    public async Task SignedRequest_UpperCaseHex_IsAccepted() =>
        (await api.Get(Path, await api.Platform() with { HasUpperCaseSignature = true })).Expect(HttpStatusCode.OK);

    [Fact]
    public async Task SignedRequest_OneBitWrong_Returns401() => Refused(
        await api.Get(Path, await api.Platform() with { HasWrongSignature = true }), "signature.wrong");

    [Fact]
    public async Task SignedRequest_SecretOfAnotherPartner_Returns401() => Refused(
        await api.Get(Path, await api.Platform() with { Secret = (await api.Platform()).Secret }), "signature.wrong");

    [Fact]
    public async Task SignedRequest_UnknownClient_Returns401() => Refused(
        await api.Get(Path, new PartnerSignature("nobody-here", "secret")), "signature.client_unknown");

    [Theory]
    [InlineData("Not.A.Code")]
    [InlineData("x")]
    public async Task SignedRequest_ImpossibleClientCode_Returns401(string code) =>
        Refused(await api.Get(Path, new PartnerSignature(code, "secret")), "signature.header_invalid");

    [Theory]
    [InlineData(-295, true)]
    [InlineData(295, true)]
    [InlineData(-305, false)]
    [InlineData(305, false)]
    public async Task SignedRequest_ClockSkew_IsAcceptedWithinTheWindow(int secondsOff, bool isAccepted)
    {
        var answer = await api.Get(Path, await api.Platform() with { ClockSkew = TimeSpan.FromSeconds(secondsOff) });

        if (isAccepted) answer.Expect(HttpStatusCode.OK);
        else Refused(answer, "signature.timestamp_out_of_window");
    }

    [Fact]
    public async Task SignedRequest_RepeatedNonce_Returns401()
    {
        var platform = await api.Platform() with { Nonce = "nonce-of-sixteen-characters" };
        (await api.Get(Path, platform)).Expect(HttpStatusCode.OK);

        Refused(await api.Get(Path, platform), "signature.nonce_used");
    }

    [Fact]
    public async Task SignedRequest_NonceOfAFailedSignature_CanStillBeUsed()
    {
        var platform = await api.Platform() with { Nonce = "another-nonce-for-later" };
        Refused(await api.Get(Path, platform with { HasWrongSignature = true }), "signature.wrong");

        (await api.Get(Path, platform)).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("fifteen-chars-x")]
    [InlineData("sixty-five-characters-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task SignedRequest_NonceTooShortOrLong_Returns401(string nonce) =>
        Refused(await api.Get(Path, await api.Platform() with { Nonce = nonce }), "signature.header_invalid");

    [Fact]
    public async Task SignedRequest_BodyChangedAfterSigning_Returns401()
    {
        var platform = await api.Platform();
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(api.Http.BaseAddress!, "platforms/purchase-codes"));
        platform.ApplyTo(request, "{\"cardNumber\":\"1\"}"u8.ToArray(), api.Clock.GetUtcNow());
        request.Content = new StringContent("{\"cardNumber\":\"2\"}", null, "application/json");

        using var response = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Refused(await Requests.Read(response), "signature.wrong");
    }

    private static void Refused(ApiAnswer answer, string code) =>
        answer.ExpectProblem(HttpStatusCode.Unauthorized, code);

    [Fact]
    public async Task SignedRequest_AgainAfterAnOrdinaryRestart_Returns401()
    {
        await using var own = new RunningApi();
        await own.InitializeAsync();
        var platform = (await own.Platform()) with { Nonce = "0123456789abcdef", SignedAt = own.Clock.GetUtcNow() };
        (await own.Get("platforms/courses", platform)).Expect(HttpStatusCode.OK);

        await own.RestartAsync();

        (await own.Get("platforms/courses", platform))
            .ExpectProblem(HttpStatusCode.Unauthorized, "signature.nonce_used");
        (await own.Get("platforms/courses", platform with { Nonce = "fedcba9876543210" }))
            .Expect(HttpStatusCode.OK);
        await own.RestartAsync();
        (await own.Get("platforms/courses", platform))
            .ExpectProblem(HttpStatusCode.Unauthorized, "signature.nonce_used");
    }
}
