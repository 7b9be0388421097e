using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Prakerja.Api.Http;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>
/// Knows partners by their signatures (<see cref="SignedRequest"/>). What costs nothing is looked at first; a
/// nonce is remembered only once the signature is right, so strangers cannot fill the memory. The scheme says
/// which form of signature it takes.
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
        var form = SignatureFormat.Of(Scheme.Name);
        if (SignedRequest.Read(Request.Headers, form) is not { } signed || !PartnerCode.IsValid(signed.ClientCode))
            return Context.Reject(AuthRefusals.SignatureHeader);
        var now = clock.GetUtcNow();
        if ((now - signed.SentAt).Duration() > TimeSpan.FromSeconds(settings.Value.WindowSeconds))
            return Context.Reject(AuthRefusals.SignatureStale);
        var body = await RequestBody.ReadAsync(Context);
        if (body.IsTooLarge) return Context.Reject(RequestRefusals.TooLarge);

        var (kind, refusal) = await KindOfSigner(signed, body);
        if (kind is null) return Context.Reject(refusal);
        var nonce = form.HasNonce ? await nonces.Use(kind, signed.ClientCode, signed.Nonce) : NonceUse.New;
        return nonce switch
        {
            // However it signs, it is the same caller.
            NonceUse.New => AuthenticateResult.Success(
                new AuthenticationTicket(CallerKinds.Identify(AuthSchemes.Signature, signed.ClientCode, kind), Scheme.Name)),
            NonceUse.Used => Context.Reject(AuthRefusals.SignatureReplayed),
            _ => Context.Reject(SystemRefusals.Busy),
        };
    }

    private async ValueTask<(string? Kind, Refusal Refusal)> KindOfSigner(SignedRequest signed, RequestBody body)
    {
        var wanted = Context.GetEndpoint()?.Metadata.GetMetadata<RequiredCaller>()?.Kind ?? CallerKinds.Platform;
        var path = Request.PathBase + Request.Path;
        var refusal = AuthRefusals.SignatureClientUnknown;
        await foreach (var (kind, secret) in partners.SecretsOf(signed.ClientCode, wanted))
        {
            if (signed.IsSignedWith(secret, Request.Method, path, body.Bytes.Span)) return (kind, refusal);
            refusal = AuthRefusals.SignatureWrong;
        }

        return (null, refusal);
    }
}
