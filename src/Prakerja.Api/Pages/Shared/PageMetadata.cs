namespace Prakerja.Api.Pages;

/// <summary>Endpoint metadata: the endpoint is a page.</summary>
internal sealed class PageMetadata
{
    public static PageMetadata Instance { get; } = new();

    public static bool AppliesTo(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<PageMetadata>() is not null;
}
