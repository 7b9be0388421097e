using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Prakerja.Silo.Startup;

/// <summary>Runs both programs and handles a refused start and a cancelled start.</summary>
public static class ProgramRunner
{
    /// <summary>
    /// Runs a program. When its start is refused, it prints one line for the operator (what is wrong, where, and the
    /// cure) and ends with exit code 1. Any other exception is a bug and is not caught.
    /// </summary>
    public static async Task<int> RunAsync(Func<Task> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        try
        {
            await program();
            return 0;
        }
        catch (Exception failure) when (StartRefusedException.ReasonIn(failure) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }
    }

    /// <summary>
    /// Runs a node until it is asked to stop. A node that is asked to stop while it still waits for a silo or for the
    /// database ends normally too.
    /// </summary>
    public static async Task RunUntilStoppedAsync(this WebApplication node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var lifetime = node.Lifetime; // needed after the container is disposed
        (node.Services.GetRequiredService<ILoggerFactory>() as StartupFailureLogFilter)?.Observe(lifetime);
        try
        {
            await node.RunAsync();
        }
        catch (Exception failure) when (lifetime.IsStartCancelled() && IsCancellation(failure))
        {
        }
    }

    /// <summary>True when the program was asked to stop before it had started.</summary>
    internal static bool IsStartCancelled(this IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStopping.IsCancellationRequested && !lifetime.ApplicationStarted.IsCancellationRequested;

    private static bool IsCancellation(Exception failure) => failure switch
    {
        OperationCanceledException or OrleansLifecycleCanceledException => true,
        AggregateException many => many.InnerExceptions.All(IsCancellation),
        _ => false,
    };
}
