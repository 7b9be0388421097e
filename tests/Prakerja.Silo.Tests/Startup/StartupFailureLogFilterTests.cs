using Microsoft.Extensions.Logging;
using Prakerja.Silo.Startup;
using Prakerja.Silo.Tests.Fixtures;

namespace Prakerja.Silo.Tests.Startup;

public sealed class StartupFailureLogFilterTests
{
    [Fact]
    public void The_log_falls_silent_with_the_first_entry_that_carries_a_refusal()
    {
        using var captured = new CapturedLog();
        using var loggers = new StartupFailureLogFilter(LoggerFactory.Create(logging => logging.AddProvider(captured)));
        var (silo, host) = (loggers.CreateLogger("Silo"), loggers.CreateLogger("Host"));
        var refused = new InvalidOperationException("wrapped", new StartRefusedException("The disk is full."));

        silo.LogWarning("before");
        silo.LogError(refused, "stage failed");
        host.LogError(new ObjectDisposedException("container"), "what breaks after it");

        Assert.Contains("before", Assert.Single(captured.Lines), StringComparison.Ordinal);
        Assert.False(host.IsEnabled(LogLevel.Critical));
    }

    [Fact]
    public void Another_failure_is_told_whole()
    {
        using var captured = new CapturedLog();
        using var loggers = new StartupFailureLogFilter(LoggerFactory.Create(logging => logging.AddProvider(captured)));

        loggers.CreateLogger("Silo").LogError(new InvalidOperationException("a bug"), "stage failed");

        Assert.Contains("a bug", Assert.Single(captured.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_reason_is_found_however_deep_it_is_wrapped()
    {
        var refused = new StartRefusedException("The disk is full.");

        Assert.Equal("The disk is full.", StartRefusedException.ReasonIn(new AggregateException(
            new InvalidOperationException("other"), new InvalidOperationException("wrapped", refused))));
        Assert.Null(StartRefusedException.ReasonIn(new InvalidOperationException("a bug")));
    }
}
