namespace Prakerja.Api.Http;

/// <summary>
/// Endpoint metadata: the endpoint belongs to the field's protocol, whose clients expect <c>success</c> and
/// <c>message</c> in every answer.
/// </summary>
internal sealed class FieldProtocolMetadata
{
    public static FieldProtocolMetadata Instance { get; } = new();

    /// <summary>True when the request is for an endpoint of the field's protocol.</summary>
    public static bool AppliesTo(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<FieldProtocolMetadata>() is not null;
}
