using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Persistence;

namespace Prakerja.Api.Idempotency;

/// <summary>
/// The idempotency key of a request in the legacy protocol, which has no Idempotency-Key header: the signature.
/// A request that is identical byte for byte is a retry or a replay, and must have no second effect. A request with
/// another signature is a new request.
/// </summary>
internal sealed record SignatureIdempotencyKey(RequestId Id)
{
    public static async ValueTask<SignatureIdempotencyKey> BindAsync(HttpContext context)
    {
        var signature = context.Request.Headers[SignedRequest.SignatureHeader].ToString().ToUpperInvariant();
        var body = await RequestBody.ReadAsync(context);
        // An Idempotency-Key contains no colon, so it is never equal to "signature:…".
        return new SignatureIdempotencyKey(new RequestId(
            $"{IdempotencyKey.ScopeOf(context.User)}signature:{signature}", body.FingerprintOf(context.Request)));
    }
}
