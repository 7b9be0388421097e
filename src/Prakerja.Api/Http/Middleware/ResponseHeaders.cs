using System.Globalization;

namespace Prakerja.Api.Http;

/// <summary>
/// The headers that protect a caller from caches and browsers. One place for all answers; an endpoint changes them with
/// <see cref="ContentPolicyMetadata"/> and <see cref="PublicAnswerMetadata"/>, or sets its own in its answer.
/// </summary>
internal static class ResponseHeaders
{
    private const string NoSniff = "nosniff";
    private const string NoStore = "no-store";

    // Of an answer that is no page: a browser that shows it loads nothing and runs nothing.
    private const string NoContent = "default-src 'none'; frame-ancestors 'none'";

    private static void ApplyTo(HttpContext context, string? transportSecurity)
    {
        var headers = context.Response.Headers;
        var metadata = context.GetEndpoint()?.Metadata;
        headers.XContentTypeOptions = NoSniff;
        headers.ContentSecurityPolicy = metadata?.GetMetadata<ContentPolicyMetadata>()?.Policy ?? NoContent;
        // What anybody may read may be kept; all else is about a person, or an answer to one.
        if (metadata?.GetMetadata<PublicAnswerMetadata>() is null) headers.CacheControl = NoStore;
        if (transportSecurity is not null) headers.StrictTransportSecurity = transportSecurity;
    }

    /// <summary>Sets the headers of every answer.</summary>
    public static void UseResponseHeaders(this WebApplication app, EdgeOptions options)
    {
        var transportSecurity = options.TransportSecuritySeconds == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"max-age={options.TransportSecuritySeconds}");
        app.Use(next => context =>
        {
            ApplyTo(context, transportSecurity);
            return next(context);
        });
    }

    /// <summary>Clears an answer that failed, but for these headers.</summary>
    public static void ClearAllOthers(HttpResponse response)
    {
        var headers = response.Headers;
        var (sniff, policy, cache, transport) = (
            headers.XContentTypeOptions,
            headers.ContentSecurityPolicy,
            headers.CacheControl,
            headers.StrictTransportSecurity);
        response.Clear();
        headers.XContentTypeOptions = sniff;
        headers.ContentSecurityPolicy = policy;
        headers.CacheControl = cache;
        headers.StrictTransportSecurity = transport;
    }
}

/// <summary>Endpoint metadata: the Content-Security-Policy of a page.</summary>
internal sealed record ContentPolicyMetadata(string Policy);

/// <summary>Endpoint metadata: the answer is the same for everybody, so caches may keep it.</summary>
internal sealed class PublicAnswerMetadata
{
    public static PublicAnswerMetadata Instance { get; } = new();
}
