using Prakerja.Api.Http;
using Scalar.AspNetCore;

namespace Prakerja.Api.OpenApi;

/// <summary>The page on which people read the document of the API and try it.</summary>
internal static class DocumentPageApi
{
    /// <summary>
    /// Serves the page of the document at /docs. Its policy lets it load nothing from other hosts; its own script and
    /// style are partly inline.
    /// </summary>
    public static void MapDocumentPageApi(this WebApplication app) =>
        app.MapScalarApiReference("/docs", ConfigurePage).WithMetadata(
            PublicAnswerMetadata.Instance,
            new ContentPolicyMetadata(
                "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
                + "img-src 'self' data:; font-src 'self' data:; base-uri 'none'; frame-ancestors 'none'"));

    private static void ConfigurePage(ScalarOptions options) => options
        .WithTitle("Prakerja API")
        .DisableDefaultFonts()
        .DisableAgent()
        .DisableTelemetry();
}
