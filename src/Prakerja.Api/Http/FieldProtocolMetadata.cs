namespace Prakerja.Api.Http;

/// <summary>Marks an endpoint of the field's own protocol, whose clients expect <c>success</c> and <c>message</c>.</summary>
internal sealed class FieldProtocolMetadata
{
    public static FieldProtocolMetadata Instance { get; } = new();

    /// <summary>True when the request is for an endpoint of the field's protocol.</summary>
    public static bool AppliesTo(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<FieldProtocolMetadata>() is not null;
}
