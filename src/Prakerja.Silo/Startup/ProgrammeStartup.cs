using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;

namespace Prakerja.Silo.Startup;

/// <summary>
/// What every start does before anything is due: puts the clock where a rehearsal left it, and sees to it that somebody
/// can manage the programme.
/// </summary>
internal sealed class ProgrammeStartup(
    IGrainFactory grains, FirstManagementKey firstKey, ProgrammeClock programme, IOptions<ClockOptions> options)
    : IStartupTask
{
    public async Task Execute(CancellationToken cancellationToken)
    {
        var clock = await grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key).Load();
        if (clock.Refusal == RehearsalRefusals.DatabaseRehearsed)
            throw new StartRefusedException(
                $"The time of this database was moved forward in a rehearsal: start it with --{ClockOptions.Section}:"
                + "Adjustable=true, or start with an empty data directory.");
        if (clock.IsRefused(out var refusal, out var view)) throw NotTaken(refusal);
        // Seen when the grain lives in another silo; Orleans may wake it up in this one, which then agrees with itself.
        if (view.Adjustable != options.Value.Adjustable) throw RehearsalSettings.MismatchWithCluster(options.Value.Adjustable);
        // The grain may live in another silo, and has moved the clock of that one.
        programme.MoveAheadTo(view.Ahead);
        await firstKey.EnsureAsync(grains);
    }

    internal static StoreUnavailableException NotTaken(Refusal refusal) =>
        new($"The start was not taken: {refusal.Code}.");
}
