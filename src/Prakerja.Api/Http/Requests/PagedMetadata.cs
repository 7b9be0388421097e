namespace Prakerja.Api.Http;

/// <summary>Endpoint metadata for the OpenAPI document: the endpoint answers in pages.</summary>
internal sealed class PagedMetadata
{
    public static PagedMetadata Instance { get; } = new();
}
