using System.Buffers;
using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Metadata;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Idempotency;

/// <summary>
/// The Idempotency-Key of a request that must have one, with the fingerprint of what it asks.
/// </summary>
internal sealed class IdempotencyKey : IRequestArgument, IEndpointParameterMetadataProvider
{
    public const string Header = "Idempotency-Key";

    private const int LengthMax = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private readonly RequestId? id;

    private IdempotencyKey(RequestId? id, Refusal? fault) => (this.id, Fault) = (id, fault);

    public Refusal? Fault { get; }

    public RequestId Id => id ?? throw new InvalidOperationException("A faulty key has no id.");

    public static async ValueTask<IdempotencyKey> BindAsync(HttpContext context)
    {
        var (id, fault) = await ReadAsync(context);
        return new IdempotencyKey(id, fault ?? (id is null ? RequestRefusals.KeyMissing : null));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new IdempotencyKeyMetadata(IsRequired: true));

    /// <summary>The header's key, null when there is none, or what is wrong with it.</summary>
    internal static async ValueTask<(RequestId? Id, Refusal? Fault)> ReadAsync(HttpContext context)
    {
        var header = context.Request.Headers[Header];
        if (header.Count == 0) return (null, null);
        if (header is not [{ Length: > 0 and <= LengthMax } key] || key.AsSpan().ContainsAnyExcept(Allowed))
            return (null, RequestRefusals.KeyInvalid);
        var body = await RequestBody.ReadAsync(context);
        return (new RequestId(ScopeOf(context.User) + key, body.FingerprintOf(context.Request)), null);
    }

    // A participant's grain also remembers requests of platforms, providers and management about that
    // participant. The caller's kind and name keep two callers that count their keys 1, 2, 3 apart, also where one
    // company is a platform and a provider; the participant's own need no name.
    internal static string ScopeOf(ClaimsPrincipal caller) =>
        CallerKinds.IsParticipant(caller) ? "" : $"{CallerKinds.KindOf(caller)}/{caller.Identity?.Name}:";
}

/// <summary>The Idempotency-Key of a request that is safe to repeat without one.</summary>
internal sealed class OptionalIdempotencyKey : IRequestArgument, IEndpointParameterMetadataProvider
{
    private OptionalIdempotencyKey(RequestId? id, Refusal? fault) => (Id, Fault) = (id, fault);

    public Refusal? Fault { get; }

    public RequestId? Id { get; }

    public static async ValueTask<OptionalIdempotencyKey> BindAsync(HttpContext context)
    {
        var (id, fault) = await IdempotencyKey.ReadAsync(context);
        return new OptionalIdempotencyKey(id, fault);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new IdempotencyKeyMetadata(IsRequired: false));
}

/// <summary>
/// The signature as the key of a request in the field's protocol, which has no Idempotency-Key: what comes again byte for
/// byte is a retry (or a replay, which must do nothing either), and what was signed anew is a new wish.
/// </summary>
internal sealed record SignatureIdempotencyKey(RequestId Id)
{
    public static async ValueTask<SignatureIdempotencyKey> BindAsync(HttpContext context)
    {
        var signature = context.Request.Headers[SignedRequest.SignatureHeader].ToString().ToUpperInvariant();
        var body = await RequestBody.ReadAsync(context);
        // An Idempotency-Key has no colon, so the two never meet.
        return new SignatureIdempotencyKey(new RequestId(
            $"{IdempotencyKey.ScopeOf(context.User)}signature:{signature}", body.FingerprintOf(context.Request)));
    }
}

/// <summary>Tells the OpenAPI document that an endpoint reads the Idempotency-Key header.</summary>
internal sealed record IdempotencyKeyMetadata(bool IsRequired);
