using System.Text.Json;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// A problem that is serialized once and written many times. To refuse a request under overload must cost little, so
/// that the node keeps its capacity for the requests that it accepts.
/// </summary>
internal sealed class PreparedProblem
{
    private readonly Problem problem;
    private readonly byte[] body;

    public PreparedProblem(Refusal refusal)
    {
        problem = Problem.Of(refusal);
        body = JsonSerializer.SerializeToUtf8Bytes(problem, HttpJson.Default.Problem);
    }

    public Task WriteAsync(HttpContext context)
    {
        if (context.Features.Get<IProblemPage>() is { } page) return page.WriteAsync(context, problem);
        problem.WriteHeaders(context);
        context.Response.ContentType = Problem.MediaType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
