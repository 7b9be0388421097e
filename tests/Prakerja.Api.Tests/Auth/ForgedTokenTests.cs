using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Prakerja.Api.Auth;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Auth;

/// <summary>
/// Tokens that this system did not make, or not for this use. Each differs from a good one in one thing.
/// </summary>
public sealed class ForgedTokenTests(RunningApi api)
{
    private const string Audience = "prakerja-participant";

    [Fact]
    public async Task GetDashboard_TokenMadeHere_IsAccepted() =>
        (await Ask(await Token())).Expect(HttpStatusCode.OK);

    [Fact]
    public async Task GetDashboard_AlgorithmNone_Returns401()
    {
        var good = (await Token()).Split('.');
        var header = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");

        await ExpectInvalid($"{header}.{good[1]}.");
        await ExpectInvalid($"{header}.{good[1]}.{good[2]}");
    }

    [Fact]
    public async Task GetDashboard_OtherHmacWithOurKey_Returns401()
    {
        var key = (SymmetricSecurityKey)Signing.Key;
        var longer = new SymmetricSecurityKey([.. key.Key, .. key.Key]) { KeyId = key.KeyId };

        await ExpectInvalid(await Token(new SigningCredentials(longer, SecurityAlgorithms.HmacSha512)));
        // The very key, under an algorithm that is not ours.
        await ExpectInvalid(await SignedByHand("HS384", HMACSHA384.HashData));
        (await Ask(await SignedByHand("HS256", HMACSHA256.HashData))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task GetDashboard_RsaUnderTheIdOfOurKey_Returns401()
    {
        using var rsa = RSA.Create(2_048);
        var key = new RsaSecurityKey(rsa) { KeyId = Signing.Key.KeyId };

        await ExpectInvalid(await Token(new SigningCredentials(key, SecurityAlgorithms.RsaSha256)));
    }

    [Fact]
    public async Task GetDashboard_ForeignKey_Returns401()
    {
        foreach (var id in (string?[])[Signing.Key.KeyId, "unknown", null])
        {
            var key = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)) { KeyId = id };
            await ExpectInvalid(await Token(new SigningCredentials(key, SecurityAlgorithms.HmacSha256)));
        }
    }

    [Fact]
    public async Task GetDashboard_OtherIssuerAudienceOrType_Returns401()
    {
        await ExpectInvalid(await Token(change: token => token.Issuer = "somebody"));
        await ExpectInvalid(await Token(change: token => token.Issuer = null));
        await ExpectInvalid(await Token(change: token => token.Audience = "prakerja-device"));
        await ExpectInvalid(await Token(change: token => token.Audience = null));
        await ExpectInvalid(await Token(change: token => token.TokenType = "device+jwt"));
    }

    [Theory]
    [InlineData("sub")]
    [InlineData("sid")]
    [InlineData("epoch")]
    public async Task GetDashboard_ClaimMissing_Returns401(string claim) =>
        await ExpectInvalid(await Token(change: token => token.Claims.Remove(claim)));

    [Fact]
    public async Task GetDashboard_WithoutEnd_Returns401() =>
        await ExpectInvalid(await Token(change: token => token.Expires = null));

    [Fact]
    public async Task GetDashboard_Expired_Returns401() =>
        (await Ask(await Token(change: token => token.Expires = api.Clock.GetUtcNow().UtcDateTime)))
        .ExpectProblem(HttpStatusCode.Unauthorized, "token.expired");

    [Fact]
    public async Task GetDashboard_DeviceProofAsToken_Returns401() =>
        await ExpectInvalid((await (await new Person(api).SignUp()).Verify()).Device);

    [Fact]
    public async Task GetDashboard_SessionOfSomebodyElse_Returns401()
    {
        var other = await (await new Person(api).SignUp()).Verify();

        // A genuine signature, but the number of a session that this participant never had.
        (await Ask(await Token(change: token =>
        {
            token.Claims["sub"] = other.Key;
            token.Claims["sid"] = 2;
        }))).ExpectProblem(HttpStatusCode.Unauthorized, "session.ended");
    }

    private SigningCredentials Signing => api.Services.GetRequiredService<SessionKeys>().Signing;

    private async Task<string> Token(
        SigningCredentials? credentials = null, Action<SecurityTokenDescriptor>? change = null)
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var token = new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = "prakerja",
            Audience = Audience,
            Expires = api.Clock.GetUtcNow().AddMinutes(5).UtcDateTime,
            SigningCredentials = credentials ?? Signing,
            Claims = new Dictionary<string, object> { ["sub"] = person.Key, ["sid"] = 1, ["epoch"] = 0 },
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private async Task<string> SignedByHand(string algorithm, Func<byte[], byte[], byte[]> mac)
    {
        var payload = (await Token()).Split('.')[1];
        var header = Base64UrlEncoder.Encode(
            $$"""{"alg":"{{algorithm}}","kid":"{{Signing.Key.KeyId}}","typ":"at+jwt"}""");
        var key = ((SymmetricSecurityKey)Signing.Key).Key;
        var signature = mac(key, Encoding.ASCII.GetBytes($"{header}.{payload}"));
        return $"{header}.{payload}.{Base64UrlEncoder.Encode(signature)}";
    }

    private Task<ApiAnswer> Ask(string token) => api.Get("participants/me", new BearerToken(token));

    private async Task ExpectInvalid(string token) =>
        (await Ask(token)).ExpectProblem(HttpStatusCode.Unauthorized, "token.invalid");
}
