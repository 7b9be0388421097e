using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly.Timeout;
using Prakerja.Api.Http;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Http;

public sealed class ExceptionHandlingMiddlewareTests
{
    public static TheoryData<Exception> NobodyAnswered { get; } =
    [
        new TimeoutException("No answer within 30 s."),
        new SiloUnavailableException("The silo has gone."),
        new TimeoutRejectedException("No silo was found in time."),
        new TaskCanceledException("The silo has given up the activation."),
    ];

    [Theory]
    [MemberData(nameof(NobodyAnswered))]
    public async Task Invoke_GrainDoesNotAnswer_Returns503(Exception thrown)
    {
        var (status, code) = await AnswerTo(thrown);

        Assert.Equal((StatusCodes.Status503ServiceUnavailable, "system.unavailable"), (status, code));
    }

    [Theory]
    [MemberData(nameof(NobodyAnswered))]
    public async Task Invoke_GrainDoesNotAnswer_DoesNotLogArguments(Exception thrown)
    {
        using var log = new CapturedLogs();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));

        await AnswerTo(thrown, loggers.CreateLogger<ExceptionHandlingMiddleware>());

        var line = Assert.Single(log.Lines);
        Assert.Contains(thrown.GetType().Name, line, StringComparison.Ordinal);
        Assert.DoesNotContain(thrown.Message, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_UnexpectedException_Returns500()
    {
        var (status, code) = await AnswerTo(new InvalidOperationException("A secret."));

        Assert.Equal((StatusCodes.Status500InternalServerError, "system.unexpected"), (status, code));
    }

    private static async Task<(int Status, string? Code)> AnswerTo(
        Exception thrown, ILogger<ExceptionHandlingMiddleware>? logger = null)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };

        await new ExceptionHandlingMiddleware(
            _ => throw thrown, logger ?? NullLogger<ExceptionHandlingMiddleware>.Instance).InvokeAsync(context);

        using var problem = JsonDocument.Parse(body.ToArray());
        Assert.DoesNotContain(thrown.Message, problem.RootElement.ToString(), StringComparison.Ordinal);
        return (context.Response.StatusCode, problem.RootElement.GetProperty("code").GetString());
    }
}
