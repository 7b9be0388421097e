using Microsoft.Extensions.Hosting;
using Prakerja.Grains.Rehearsal;

namespace Prakerja.Silo.Startup;

/// <summary>Checks of the setting that makes a system a rehearsal, in which management may move the time.</summary>
public static class RehearsalSettings
{
    private const string AdjustableKey = $"{ClockOptions.Section}:{nameof(ClockOptions.Adjustable)}";

    /// <summary>Refuses a rehearsal in the Production environment, where the time must not be moved.</summary>
    /// <exception cref="StartRefusedException">The environment is Production and the clock is adjustable.</exception>
    public static void RefuseRehearsalInProduction(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Environment.IsProduction() && builder.IsRehearsal())
            throw new StartRefusedException(
                $"{AdjustableKey} is on, but the environment is Production, where the time must not be moved: "
                + "remove the setting.");
    }

    /// <summary>True when management may move the time of this system.</summary>
    public static bool IsRehearsal(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Configuration.ReadValidatedOptions<ClockOptions>(ClockOptions.Section).Adjustable;
    }

    /// <summary>The refusal of a node whose setting differs from that of the cluster's silos.</summary>
    /// <param name="adjustableHere">The setting of this node.</param>
    internal static StartRefusedException MismatchWithCluster(bool adjustableHere)
    {
        var (own, theirs) = adjustableHere ? ("on", "off") : ("off", "on");
        return new StartRefusedException(
            $"{AdjustableKey} is {own} on this node and {theirs} on the cluster's silos, so their times would differ: "
            + "give all nodes the same setting.");
    }
}
