using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Prakerja.Api.Http;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Idempotency;

/// <summary>
/// The optional Idempotency-Key header of a request that can be repeated safely without one.
/// </summary>
internal sealed class OptionalIdempotencyKey : IRequestArgument, IEndpointParameterMetadataProvider
{
    private OptionalIdempotencyKey(RequestId? id, Refusal? refusal) => (Id, Refusal) = (id, refusal);

    public Refusal? Refusal { get; }

    /// <summary>Null when the request has no such header.</summary>
    public RequestId? Id { get; }

    public static async ValueTask<OptionalIdempotencyKey> BindAsync(HttpContext context)
    {
        var (id, refusal) = await IdempotencyKey.ReadAsync(context);
        return new OptionalIdempotencyKey(id, refusal);
    }

    /// <summary>A key that did not come as a header: a page has it from a hidden field of a form.</summary>
    public static OptionalIdempotencyKey Of(RequestId? id) => new(id, null);

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new IdempotencyKeyMetadata(IsRequired: false));
}
