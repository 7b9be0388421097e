using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Prakerja.Api.Http;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Training;

namespace Prakerja.Api.Security;

/// <summary>
/// Knows partners by their signatures (<see cref="SignedRequest"/>). What costs nothing is looked at first; a
/// nonce is remembered only once the signature is right, so strangers cannot fill the memory. The scheme says
/// which form of signature it takes.
/// </summary>
internal sealed class SignatureHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    Partners partners,
    Nonces nonces,
    ProgrammeClock clock,
    IOptions<SignatureOptions> settings) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var form = SignatureForm.Of(Scheme.Name);
        if (SignedRequest.Read(Request.Headers, form) is not { } signed || !PartnerCode.IsOne(signed.ClientCode))
            return Context.TurnAway(SecurityRefusals.SignatureHeader);
        var now = clock.GetUtcNow();
        if ((now - signed.SentAt).Duration() > TimeSpan.FromSeconds(settings.Value.WindowSeconds))
            return Context.TurnAway(SecurityRefusals.SignatureStale);
        var body = await RawBody.ReadAsync(Context);
        if (body.IsTooLarge) return Context.TurnAway(RequestRefusals.TooLarge);

        var (kind, refusal) = await KindOfSigner(signed, body);
        if (kind is null) return Context.TurnAway(refusal);
        var nonce = form.HasNonce ? await nonces.Use(kind, signed.ClientCode, signed.Nonce) : NonceUse.New;
        return nonce switch
        {
            // However it signs, it is the same caller.
            NonceUse.New => AuthenticateResult.Success(
                new AuthenticationTicket(Callers.Identify(Schemes.Signature, signed.ClientCode, kind), Scheme.Name)),
            NonceUse.Used => Context.TurnAway(SecurityRefusals.SignatureReplayed),
            _ => Context.TurnAway(SystemRefusals.Busy),
        };
    }

    private async ValueTask<(string? Kind, Refusal Refusal)> KindOfSigner(SignedRequest signed, RawBody body)
    {
        var wanted = Context.GetEndpoint()?.Metadata.GetMetadata<NeedsCaller>()?.Kind ?? Callers.Platform;
        var path = Request.PathBase + Request.Path;
        var refusal = SecurityRefusals.SignatureClientUnknown;
        await foreach (var (kind, secret) in partners.SecretsOf(signed.ClientCode, wanted))
        {
            if (signed.IsSignedWith(secret, Request.Method, path, body.Bytes.Span)) return (kind, refusal);
            refusal = SecurityRefusals.SignatureWrong;
        }

        return (null, refusal);
    }
}
