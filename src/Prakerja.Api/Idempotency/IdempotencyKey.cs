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
/// The required Idempotency-Key header of a request, with the fingerprint of the request.
/// </summary>
internal sealed class IdempotencyKey : IRequestArgument, IEndpointParameterMetadataProvider
{
    public const string Header = "Idempotency-Key";

    private const int LengthMax = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    private readonly RequestId? id;

    private IdempotencyKey(RequestId? id, Refusal? refusal) => (this.id, Refusal) = (id, refusal);

    public Refusal? Refusal { get; }

    public RequestId Id => id ?? throw new InvalidOperationException("An invalid key has no id.");

    public static async ValueTask<IdempotencyKey> BindAsync(HttpContext context)
    {
        var (id, refusal) = await ReadAsync(context);
        return new IdempotencyKey(id, refusal ?? (id is null ? RequestRefusals.KeyMissing : null));
    }

    /// <summary>A key that did not come as a header: a page has it from a hidden field of a form.</summary>
    public static IdempotencyKey Of(RequestId id) => new(id, null);

    /// <summary>True for a text that can be a key.</summary>
    public static bool IsValid(string key) =>
        key.Length is > 0 and <= LengthMax && !key.AsSpan().ContainsAnyExcept(Allowed);

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new IdempotencyKeyMetadata(IsRequired: true));

    /// <summary>Reads the header: its key, or a refusal, or neither when there is no such header.</summary>
    internal static async ValueTask<(RequestId? Id, Refusal? Refusal)> ReadAsync(HttpContext context)
    {
        var header = context.Request.Headers[Header];
        if (header.Count == 0) return (null, null);
        if (header is not [{ } key] || !IsValid(key)) return (null, RequestRefusals.KeyInvalid);
        var body = await RequestBody.ReadAsync(context);
        return (new RequestId(ScopeOf(context.User) + key, body.FingerprintOf(context.Request)), null);
    }

    // A participant's grain also stores requests of partners and management. The caller's kind and name separate
    // callers that use the same keys, also where one company is a platform and a provider. Participants need no scope.
    internal static string ScopeOf(ClaimsPrincipal caller) =>
        CallerKinds.IsParticipant(caller) ? "" : $"{CallerKinds.KindOf(caller)}/{caller.Identity?.Name}:";
}
