using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prakerja.Api.Http;

namespace Prakerja.Api.Pages;

/// <summary>
/// Lets a problem be shown as a page when a browser asked for one: at a page, and at an address that does not exist.
/// The API and the health checks always answer JSON. Pages get their own headers here;
/// <see cref="ResponseHeaders"/> has set those of all answers.
/// </summary>
internal sealed class ProblemPageMiddleware(RequestDelegate next, IServiceProvider services)
{
    // Scripts, styles, films and forms come from this host alone, and no other site may frame a page.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private readonly Lazy<RouteEndpoint> problemPage = new(() => services
        .GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .First(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath == ProblemModel.Path));

    public Task InvokeAsync(HttpContext context)
    {
        var isPage = PageMetadata.AppliesTo(context);
        if (isPage || (context.GetEndpoint() is null && AcceptsHtml(context)))
            context.Features.Set<IProblemPage>(new Page(problemPage));
        if (isPage) context.Response.OnStarting(SetHeaders, context.Response);
        return next(context);
    }

    private static bool AcceptsHtml(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);

    private static Task SetHeaders(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    private sealed class Page(Lazy<RouteEndpoint> endpoint) : IProblemPage
    {
        [SuppressMessage("Usage", "ASP0019", Justification = "The route value is no header.")]
        public Task WriteAsync(HttpContext context, Problem problem)
        {
            if (!PageMetadata.AppliesTo(context)) context.Response.OnStarting(SetHeaders, context.Response);
            // A problem of the problem page itself is answered as JSON.
            context.Features.Set<IProblemPage>(null);
            context.Features.Set(problem);
            context.SetEndpoint(endpoint.Value);
            context.Request.RouteValues = new RouteValueDictionary { ["page"] = ProblemModel.Path };
            return endpoint.Value.RequestDelegate!(context);
        }
    }
}
