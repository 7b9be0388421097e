using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Api.Auth;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Auth;

/// <summary>
/// Every endpoint with every kind of caller. The endpoints come from the running program, so none is forgotten.
/// </summary>
public sealed class AccessTests(RunningApi api)
{
    private static readonly string[] Roles =
    [
        CallerKinds.Operator,
        CallerKinds.Approver,
        CallerKinds.Auditor,
        CallerKinds.Administrator,
        CallerKinds.Witness,
    ];

    [Fact]
    public async Task EveryGuardedEndpoint_NoCredentials_Returns401()
    {
        foreach (var (method, path, needs) in Guarded())
        {
            var answer = await api.Send(method, path, BodyOf(method));

            answer.ExpectProblem(HttpStatusCode.Unauthorized, "auth.missing");
            Assert.Equal(needs.Challenge, answer.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    [Fact]
    public async Task EveryGuardedEndpoint_CallersOfEveryKind_LetsInOnlyItsOwn()
    {
        var callers = await CallersOfEveryKind();
        foreach (var (method, path, needs) in Guarded())
        {
            foreach (var (kind, caller) in callers)
            {
                var signed = caller is PartnerSignature partner
                    ? partner with { UsesLegacyProtocol = needs.Scheme == AuthSchemes.LegacySignature }
                    : caller;
                var answer = await api.Send(method, path, BodyOf(method), signed, "access");

                if (MayCall(kind, needs.Kind)) Assert.NotEqual("auth.forbidden", answer.Code);
                else answer.ExpectProblem(HttpStatusCode.Forbidden, "auth.forbidden");
            }
        }
    }

    [Fact]
    public void OnlyTheseEndpoints_AreOpen() => Assert.Equal(
        [
            "GET /api/v1/certificates",
            "GET /api/v1/courses",
            "GET /api/v1/regions/provinces",
            "GET /api/v1/test/questions",
            "GET /api/v1/waves",
            "GET /api/v1/waves/current",
            "GET /api/v1/waves/{wave:int}",
            "GET /api/v1/waves/{wave:int}/commitment",
            "GET /api/v1/waves/{wave:int}/redraws",
            "GET /api/v1/waves/{wave:int}/result",
            "GET /api/v1/waves/{wave:int}/roll",
            "POST /api/v1/participants",
            "POST /api/v1/participants/{attempt}/verification",
            "POST /api/v1/participants/{attempt}/verification/code",
            "POST /api/v1/sessions",
            "POST /api/v1/sessions/code",
        ],
        Endpoints()
            .Where(endpoint => endpoint.Metadata.GetMetadata<RequiredCaller>() is null)
            .Select(endpoint => $"{MethodOf(endpoint)} {endpoint.RoutePattern.RawText!.TrimEnd('/')}")
            .Order(StringComparer.Ordinal));

    private static bool MayCall(string kind, string needed) =>
        kind == needed
        || (needed == CallerKinds.Auditor && kind is CallerKinds.Operator or CallerKinds.Approver)
        || (needed == CallerKinds.AuditorOrWitness
            && kind is CallerKinds.Operator or CallerKinds.Approver or CallerKinds.Auditor or CallerKinds.Witness);

    // The body is invalid, so a call that passes the access check is refused and changes nothing.
    private static string? BodyOf(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Delete ? null : "{\"no\":1}";

    private async Task<IReadOnlyList<(string Kind, Credential Credential)>> CallersOfEveryKind()
    {
        var callers = new List<(string, Credential)>
        {
            (CallerKinds.Participant, (await (await new Person(api).SignUp()).Verify()).Token),
            (CallerKinds.Platform, await api.Platform()),
            (CallerKinds.Provider, await api.Provider()),
            (CallerKinds.PaymentPartner, await api.PaymentPartner("ovo")),
        };
        foreach (var role in Roles) callers.Add((role, await api.KeyWith(role)));
        return callers;
    }

    private IEnumerable<(HttpMethod Method, string Path, RequiredCaller Needs)> Guarded() =>
        from endpoint in Endpoints()
        let needs = endpoint.Metadata.GetMetadata<RequiredCaller>()
        where needs is not null
        select (new HttpMethod(MethodOf(endpoint)), PathOf(endpoint), needs);

    private IEnumerable<RouteEndpoint> Endpoints() => api.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal));

    private static string MethodOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Single();

    private static string PathOf(RouteEndpoint endpoint) => string.Concat(endpoint.RoutePattern.PathSegments.Select(
        segment => "/" + string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternParameterPart { ParameterPolicies.Count: > 0 } => "9998",
            _ => "none",
        }))));
}
