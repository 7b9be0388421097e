using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Prakerja.Tidy.Tests.Naming;

/// <summary>For each rule of suffixes a type that keeps it, and one named Broken that does not.</summary>
internal static class SuffixExamples
{
    internal static class ExampleApi
    {
        public static void MapExampleApi(IEndpointRouteBuilder routes) => _ = routes;

        public static Task<Results<Ok<ExampleResponse>, NotFound>> Post(JsonBody<ExampleRequest> body) =>
            throw new NotSupportedException(body.ToString());
    }

    internal static class BrokenEndpoints
    {
        public static void MapExample(IEndpointRouteBuilder routes) => _ = routes;

        public static Task<Results<Ok<BrokenAnswer>, NotFound>> Post(JsonBody<BrokenBody> body) =>
            throw new NotSupportedException(body.ToString());
    }

    internal sealed record JsonBody<T>(T Value);

    internal sealed record ExampleRequest;

    internal sealed record BrokenBody;

    internal sealed record ExampleResponse;

    internal sealed record BrokenAnswer;

    internal sealed record ExampleOptions;

    internal sealed class BrokenSettings
    {
        public const string Section = "Example";
    }

    internal sealed record ExampleMiddleware(RequestDelegate Next, IOptions<ExampleOptions> Options);

    internal sealed record BrokenFilter(RequestDelegate Next);

    internal abstract class ExampleHandler : IAuthorizationMiddlewareResultHandler
    {
        public abstract Task HandleAsync(
            RequestDelegate next,
            HttpContext context,
            AuthorizationPolicy policy,
            PolicyAuthorizationResult authorizeResult);
    }

    internal abstract class BrokenAuthorization : IAuthorizationMiddlewareResultHandler
    {
        public abstract Task HandleAsync(
            RequestDelegate next,
            HttpContext context,
            AuthorizationPolicy policy,
            PolicyAuthorizationResult authorizeResult);
    }

    internal abstract class ExampleConverter : JsonConverter<int>;

    internal abstract class BrokenText : JsonConverter<int>;

    internal abstract class ExampleJson() : JsonSerializerContext(null);

    internal abstract class BrokenContext() : JsonSerializerContext(null);

    internal abstract class ExampleGrain : Grain;

    internal abstract class BrokenActor : Grain;

    internal readonly record struct Decision<T>(T Event);

    internal static class ExampleRules
    {
        public static Decision<int> Decide() => default;
    }

    internal static class BrokenDecisions
    {
        public static Decision<int> Decide() => default;
    }
}
