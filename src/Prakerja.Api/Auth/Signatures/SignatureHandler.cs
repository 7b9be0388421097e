using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Prakerja.Api.Http;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>
/// Authenticates partners by their signatures (<see cref="SignedRequest"/>). The scheme's name decides the format of
/// the signature. The cheap checks come first; a nonce is stored only after the signature was verified, so that a
/// stranger cannot fill the memory.
/// </summary>
internal sealed class SignatureHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    PartnerSecrets partners,
    NonceChecker nonces,
    ProgrammeClock clock,
    IOptions<SignatureOptions> settings) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var format = SignatureFormat.Of(Scheme.Name);
        if (SignedRequest.Read(Request.Headers, format) is not { } signed || !PartnerCode.IsValid(signed.ClientCode))
            return Fail(AuthRefusals.SignatureHeader);
        var now = clock.GetUtcNow();
        if ((now - signed.SentAt).Duration() > TimeSpan.FromSeconds(settings.Value.WindowSeconds))
            return Fail(AuthRefusals.SignatureStale);
        var body = await RequestBody.ReadAsync(Context);
        if (body.IsTooLarge) return Fail(RequestRefusals.TooLarge);

        var (kind, refusal) = await FindSigner(signed, body);
        if (kind is null) return Fail(refusal);
        var nonce = format.HasNonce ? await nonces.Use(kind, signed.ClientCode, signed.Nonce) : NonceUse.New;
        return nonce switch
        {
            // The caller is the same in both signature formats, so both give the same authentication type.
            NonceUse.New => AuthenticateResult.Success(new AuthenticationTicket(
                CallerKinds.CreatePrincipal(AuthSchemes.Signature, signed.ClientCode, kind), Scheme.Name)),
            NonceUse.Used => Fail(AuthRefusals.SignatureReplayed),
            _ => Fail(SystemRefusals.Busy),
        };
    }

    private AuthenticateResult Fail(Refusal refusal) => AuthenticationRefusal.Fail(Context, refusal);

    private async ValueTask<(string? Kind, Refusal Refusal)> FindSigner(SignedRequest signed, RequestBody body)
    {
        var requiredKind = Context.GetEndpoint()?.Metadata.GetMetadata<RequiredCaller>()?.Kind ?? CallerKinds.Platform;
        var path = Request.PathBase + Request.Path;
        var refusal = AuthRefusals.SignatureClientUnknown;
        await foreach (var (kind, secret) in partners.SecretsOf(signed.ClientCode, requiredKind))
        {
            if (signed.IsSignedWith(secret, Request.Method, path, body.Bytes.Span)) return (kind, refusal);
            refusal = AuthRefusals.SignatureWrong;
        }

        return (null, refusal);
    }
}
