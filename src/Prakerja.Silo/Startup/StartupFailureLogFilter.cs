using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Prakerja.Silo.Startup;

/// <summary>
/// Keeps a refusal to start one plain line. Silo and host each log the exception with its stack while it passes them,
/// and then what breaks because everything stops half way; whoever has to act needs none of that. So the log falls
/// silent with the first entry that carries a refusal: the process is about to end, and its last word is the line. And
/// it falls silent when a start is called off, for then everything that waits breaks.
/// </summary>
internal sealed class StartupFailureLogFilter(ILoggerFactory loggers) : ILoggerFactory
{
    private volatile bool refused;
    private volatile IHostApplicationLifetime? program;

    private bool IsSilent => refused || program?.IsStartCancelled() == true;

    /// <summary>Names the program whose start may be called off; told late, because a lifetime is made with a logger.</summary>
    public void Watch(IHostApplicationLifetime lifetime) => program = lifetime;

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
    /// Has a refused start end with its one line, which the program prints (<see cref="StartRefusedException.ReasonIn"/>).
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
