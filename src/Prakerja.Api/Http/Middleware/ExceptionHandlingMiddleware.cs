using System.Diagnostics;
using Polly;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// The outermost middleware: it turns every failure into a problem that the client can read. Refusals of the framework
/// (no such route, wrong method, wrong media type) get their codes. An unavailable store or silo becomes a 503. Any
/// other exception becomes a 500 that contains only a trace id, and an error in the log.
/// </summary>
internal sealed partial class ExceptionHandlingMiddleware(
    RequestDelegate next, ILogger<ExceptionHandlingMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return; // The client has disconnected and cannot read an answer.
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
        ResponseHeaders.ClearAllOthers(context.Response);
        switch (exception)
        {
            case BadHttpRequestException bad:
                return Problem.Of(RefusalOf(bad.StatusCode) ?? RequestRefusals.Bad).WriteAsync(context);
            case StoreUnavailableException:
                LogStoreUnavailable(logger, exception.Message);
                return Problem.Of(SystemRefusals.StoreUnavailable).WriteAsync(context);
            // There is no silo, or it died, answered too late or stopped during the call, or Orleans (with Polly) did
            // not place the grain in time. Whether the command was carried out is unknown.
            case TimeoutException or OrleansException or ExecutionRejectedException or OperationCanceledException:
                // The message is not logged: Orleans writes the call with its arguments into it.
                LogSiloUnavailable(logger, exception.GetType().Name);
                return Problem.Of(RequestRefusals.Unavailable).WriteAsync(context);
            default:
                var traceId = Activity.Current?.Id ?? context.TraceIdentifier;
                LogUnexpected(logger, traceId, exception);
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

    [LoggerMessage(2001, LogLevel.Warning, "The store is unavailable: {Reason}")]
    private static partial void LogStoreUnavailable(ILogger logger, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "A grain did not answer: {ExceptionType}.")]
    private static partial void LogSiloUnavailable(ILogger logger, string exceptionType);

    [LoggerMessage(2003, LogLevel.Error, "A request failed with an unexpected exception. Trace: {TraceId}.")]
    private static partial void LogUnexpected(ILogger logger, string traceId, Exception exception);
}
