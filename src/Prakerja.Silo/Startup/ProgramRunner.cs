using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Prakerja.Silo.Startup;

/// <summary>What both programs do when they must not start, or no longer have to.</summary>
public static class ProgramRunner
{
    /// <summary>
    /// Runs a program. One that must not start says so in one plain line for the operator (what is wrong, where, and
    /// the cure) and ends with 1; whatever else fails is a bug and shows as one.
    /// </summary>
    public static async Task<int> RunAsync(Func<Task> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        try
        {
            await program();
            return 0;
        }
        catch (Exception failure) when (StartRefusedException.ReasonIn(failure) is { } why)
        {
            await Console.Error.WriteLineAsync(why);
            return 1;
        }
    }

    /// <summary>
    /// Runs a node until it is told to stop. One that is told so before it has started, because it still waits for a silo
    /// or for the database, ends as well as any other.
    /// </summary>
    public static async Task RunUntilStoppedAsync(this WebApplication node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var lifetime = node.Lifetime; // asked once more when the container has gone
        (node.Services.GetRequiredService<ILoggerFactory>() as StartupFailureLogFilter)?.Watch(lifetime);
        try
        {
            await node.RunAsync();
        }
        catch (Exception failure) when (lifetime.IsStartCancelled() && SaysSo(failure))
        {
        }
    }

    /// <summary>True when the program is told to stop before it has started.</summary>
    internal static bool IsStartCancelled(this IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStopping.IsCancellationRequested && !lifetime.ApplicationStarted.IsCancellationRequested;

    private static bool SaysSo(Exception failure) => failure switch
    {
        OperationCanceledException or OrleansLifecycleCanceledException => true,
        AggregateException many => many.InnerExceptions.All(SaysSo),
        _ => false,
    };
}
