using Microsoft.AspNetCore.Http.HttpResults;

namespace Prakerja.Api.Pages;

/// <summary>Serves the files of the pages.</summary>
internal static class PageAssetsApi
{
    public static void MapPageAssetsApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/aset/{file}", Get).ExcludeFromDescription();

    internal static Results<FileContentHttpResult, NotFound> Get(string file, PageAssets assets, HttpContext context)
    {
        if (assets.Find(file) is not { } asset) return TypedResults.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.XContentTypeOptions = "nosniff";
        var accepted = context.Request.Headers.AcceptEncoding.ToString();
        var bytes = asset.Bytes;
        if (asset.Brotli is not null)
        {
            headers.Vary = "Accept-Encoding";
            (bytes, var encoding) = accepted switch
            {
                _ when accepted.Contains("br", StringComparison.Ordinal) => (asset.Brotli, "br"),
                _ when accepted.Contains("gzip", StringComparison.Ordinal) => (asset.Gzip!, "gzip"),
                _ => (asset.Bytes, null),
            };
            if (encoding is not null) headers.ContentEncoding = encoding;
        }

        // A player asks for parts of a film.
        return TypedResults.Bytes(bytes, asset.MediaType, enableRangeProcessing: asset.Brotli is null);
    }
}
