using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Api.Auth;

namespace Prakerja.Api.Tests.Fixtures;

/// <summary>The endpoints of the running program, so that a test of all of them forgets none.</summary>
public static class Routes
{
    internal static IEnumerable<(HttpMethod Method, string Path, RequiredCaller Needs)> Guarded(RunningApi api) =>
        from endpoint in Of(api)
        let needs = endpoint.Metadata.GetMetadata<RequiredCaller>()
        where needs is not null
        select (new HttpMethod(MethodOf(endpoint)), PathOf(endpoint), needs);

    public static IEnumerable<RouteEndpoint> Of(RunningApi api) => api.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal));

    public static string MethodOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single();

    private static string PathOf(RouteEndpoint endpoint) => string.Concat(endpoint.RoutePattern.PathSegments.Select(
        segment => "/" + string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { ParameterPolicies.Count: > 0 } => "9998",
            _ => "none",
        }))));
}
