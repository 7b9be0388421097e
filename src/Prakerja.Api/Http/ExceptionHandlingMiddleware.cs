using System.Diagnostics;
using Polly;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// The outermost middleware: whatever happens inside, the client gets an answer it can read. Refusals of the
/// framework (no such route, wrong method, wrong media type) become problems with codes; an exception becomes
/// a 500 that says nothing but its trace id, and a line in the log.
/// </summary>
internal sealed partial class ExceptionHandlingMiddleware(RequestDelegate next, ILogger<ExceptionHandlingMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // The client has gone; nobody reads an answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, exception);
            return;
        }

        if (context.Response is { HasStarted: false, ContentType: null, ContentLength: null }
            && RefusalOf(context.Response.StatusCode) is { } refusal)
            await Problem.Of(refusal).WriteAsync(context);
    }

    private Task AnswerAsync(HttpContext context, Exception exception)
    {
        context.Response.Clear();
        switch (exception)
        {
            case BadHttpRequestException bad:
                return Problem.Of(RefusalOf(bad.StatusCode) ?? RequestRefusals.Bad).WriteAsync(context);
            case StoreUnavailableException:
                StoreIsAway(logger, exception.Message);
                return Problem.Of(SystemRefusals.StoreUnavailable).WriteAsync(context);
            // No silo, one that died on the way, one that answers too late or gives up what it had begun because it ends, or none
            // found in time to place the grain (Orleans looks for it with Polly): the client cannot know more than we do.
            case TimeoutException or OrleansException or ExecutionRejectedException or OperationCanceledException:
                // Not the message: Orleans puts the call into it, with its arguments.
                SiloIsAway(logger, exception.GetType().Name);
                return Problem.Of(RequestRefusals.Unavailable).WriteAsync(context);
            default:
                var traceId = Activity.Current?.Id ?? context.TraceIdentifier;
                Unexpected(logger, traceId, exception);
                return Problem.Of(RequestRefusals.Unexpected, traceId: traceId).WriteAsync(context);
        }
    }

    private static Refusal? RefusalOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => RequestRefusals.Bad,
        StatusCodes.Status404NotFound => RequestRefusals.NoSuchRoute,
        StatusCodes.Status405MethodNotAllowed => RequestRefusals.MethodNotAllowed,
        StatusCodes.Status413PayloadTooLarge => RequestRefusals.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => RequestRefusals.UnsupportedMediaType,
        _ => null,
    };

    [LoggerMessage(2001, LogLevel.Warning, "The store is away: {Why}")]
    private static partial void StoreIsAway(ILogger logger, string why);

    [LoggerMessage(2002, LogLevel.Warning, "A grain did not answer: {Kind}.")]
    private static partial void SiloIsAway(ILogger logger, string kind);

    [LoggerMessage(2003, LogLevel.Error, "A request failed, trace {TraceId}.")]
    private static partial void Unexpected(ILogger logger, string traceId, Exception exception);
}
