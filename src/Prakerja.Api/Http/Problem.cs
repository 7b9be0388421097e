using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// A refusal as a client reads it: RFC 9457, with the stable code and, when it helps, the field.
/// </summary>
/// <param name="Type">A name for the kind of problem; the code again.</param>
/// <param name="Title">What is wrong, in Indonesian, for the person in front of the client.</param>
/// <param name="Status">The HTTP status again.</param>
/// <param name="Code">The stable code, for the client itself.</param>
/// <param name="Field">The field of the body that is at fault, when it is one and is known by name.</param>
/// <param name="TraceId">With a fault of ours: what to quote, so that it can be found in the log.</param>
/// <param name="Success">In the field's protocol only, whose clients look for it: false.</param>
/// <param name="Message">In the field's protocol only: the title again.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? TraceId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Success = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Message = null)
{
    public const string MediaType = "application/problem+json";

    // Who met a full queue or an absent store is not helped by waiting long: both pass within moments.
    private const string RetryAfterSeconds = "1";

    public static Problem Of(Refusal refusal, string? field = null, string? traceId = null)
    {
        var row = RefusalCatalogue.RowOf(refusal);
        return new Problem("urn:prakerja:" + refusal.Code, row.Title, row.Status, refusal.Code, field, traceId);
    }

    public Task WriteAsync(HttpContext context)
    {
        WriteHead(context);
        var told = FieldProtocolMetadata.AppliesTo(context) ? this with { Success = false, Message = Title } : this;
        return context.Response.WriteAsJsonAsync(told, HttpJson.Default.Problem, MediaType, context.RequestAborted);
    }

    public void WriteHead(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (RefusalCatalogue.MayBeTriedAgain(Code)) context.Response.Headers.RetryAfter = RetryAfterSeconds;
    }
}

/// <summary>
/// A problem that is the same every time, put into bytes once: to turn away who is too many must cost little, or it takes
/// the place of work.
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
        problem.WriteHead(context);
        context.Response.ContentType = Problem.MediaType;
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}

/// <summary>The result of an endpoint that refuses.</summary>
internal sealed class RefusalResult(Refusal refusal, string? field = null) : IResult
{
    public Refusal Refusal => refusal;

    public Task ExecuteAsync(HttpContext httpContext) => Problem.Of(refusal, field).WriteAsync(httpContext);
}
