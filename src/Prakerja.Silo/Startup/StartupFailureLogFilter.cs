using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Prakerja.Silo.Startup;

/// <summary>
/// Drops the log entries of a refused start, so that the operator sees only the line that the program prints. Silo and
/// host would log the exception with its stack, and then the failures that follow from it. The filter drops everything
/// from the first entry with a refusal on. It also drops the entries of a start that was cancelled, because then
/// everything that waits fails.
/// </summary>
internal sealed class StartupFailureLogFilter(ILoggerFactory loggers) : ILoggerFactory
{
    private volatile bool refused;
    private volatile IHostApplicationLifetime? lifetime;

    private bool IsSilent => refused || lifetime?.IsStartCancelled() == true;

    /// <summary>
    /// Sets the lifetime of the program, which says whether its start was cancelled. It is set late, because the
    /// lifetime itself is created with a logger.
    /// </summary>
    public void Observe(IHostApplicationLifetime program) => lifetime = program;

    public ILogger CreateLogger(string categoryName) => new Logger(this, loggers.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose() => loggers.Dispose();

    private sealed class Logger(StartupFailureLogFilter owner, ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => !owner.IsSilent && inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (StartRefusedException.ReasonIn(exception) is not null) owner.refused = true;
            if (!owner.IsSilent) inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}

public static class StartupFailureLogFilterHosting
{
    /// <summary>
    /// Adds the filter, so that a refused start shows only the line of <see cref="StartRefusedException.ReasonIn"/>.
    /// </summary>
    public static ILoggingBuilder FilterStartupFailureLogs(this ILoggingBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        logging.Services.AddSingleton<LoggerFactory>();
        logging.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(
            services => new StartupFailureLogFilter(services.GetRequiredService<LoggerFactory>())));
        return logging;
    }
}
