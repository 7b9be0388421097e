namespace Prakerja.Api.Http;

/// <summary>
/// Endpoint metadata: the endpoint belongs to the legacy protocol, whose clients expect <c>success</c> and
/// <c>message</c> in every answer.
/// </summary>
internal sealed class LegacyProtocolMetadata
{
    public static LegacyProtocolMetadata Instance { get; } = new();

    /// <summary>True when the request is for an endpoint of the legacy protocol.</summary>
    public static bool AppliesTo(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<LegacyProtocolMetadata>() is not null;
}
