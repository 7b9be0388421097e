using System.Globalization;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// The answer to a refused request: a problem of RFC 9457 with a stable code and, where it helps, the faulty field.
/// </summary>
/// <param name="Type">The kind of problem, as a URN that contains the code.</param>
/// <param name="Title">The Indonesian text that explains the refusal to a person.</param>
/// <param name="Status">The HTTP status, the same as that of the answer.</param>
/// <param name="Code">The stable code, for programs.</param>
/// <param name="Field">The faulty field of the body, when it is a field of the request's schema.</param>
/// <param name="TraceId">Only for errors of the system: the trace id under which the log has the error.</param>
/// <param name="Success">Only in the legacy protocol: always false.</param>
/// <param name="Message">Only in the legacy protocol: the same text as the title.</param>
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

    /// <summary>The seconds of the <c>Retry-After</c> header; null without it.</summary>
    [JsonIgnore]
    public int? RetryAfterSeconds { get; init; }

    public static Problem Of(Refusal refusal, string? field = null, string? traceId = null)
    {
        var row = RefusalCatalogue.RowOf(refusal);
        return new Problem("urn:prakerja:" + refusal.Code, row.Title, row.Status, refusal.Code, field, traceId)
        {
            RetryAfterSeconds = RefusalCatalogue.RetryAfterOf(refusal),
        };
    }

    /// <summary>Writes the whole answer. In the legacy protocol it has a success and a message as well.</summary>
    public Task WriteAsync(HttpContext context)
    {
        if (context.Features.Get<IProblemPage>() is { } page) return page.WriteAsync(context, this);
        WriteHeaders(context);
        var body = LegacyProtocolMetadata.AppliesTo(context) ? this with { Success = false, Message = Title } : this;
        return context.Response.WriteAsJsonAsync(body, HttpJson.Default.Problem, MediaType, context.RequestAborted);
    }

    /// <summary>Sets the status and, when the request may be repeated, <c>Retry-After</c>.</summary>
    public void WriteHeaders(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (Status == StatusCodes.Status401Unauthorized
            && context.GetEndpoint()?.Metadata.GetMetadata<IChallengeMetadata>() is { } required)
            context.Response.Headers.WWWAuthenticate = required.Challenge;
    }
}
