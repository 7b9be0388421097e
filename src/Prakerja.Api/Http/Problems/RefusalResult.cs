using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>The result of an endpoint that refuses the request: a <see cref="Problem"/>.</summary>
internal sealed class RefusalResult(Refusal refusal, string? field = null) : IResult
{
    public Refusal Refusal => refusal;

    public Task ExecuteAsync(HttpContext httpContext) => Problem.Of(refusal, field).WriteAsync(httpContext);
}
