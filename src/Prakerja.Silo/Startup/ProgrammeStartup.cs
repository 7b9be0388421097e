using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;

namespace Prakerja.Silo.Startup;

/// <summary>
/// Prepares the programme at every start, before any deadline is called: sets the clock to the time of the rehearsal
/// and makes the first management key if there is none.
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
                $"The time of this database was moved forward in a rehearsal: start with --{ClockOptions.Section}:"
                + "Adjustable=true, or use an empty data directory.");
        if (clock.IsRefused(out var refusal, out var view)) throw StartFailed(refusal);
        // A difference is found only when the grain is active in another silo: the grain knows the setting of its own
        // silo.
        if (view.Adjustable != options.Value.Adjustable)
            throw RehearsalSettings.MismatchWithCluster(options.Value.Adjustable);
        // The grain may be active in another silo, and has moved only the clock of that silo.
        programme.MoveAheadTo(view.Ahead);
        await firstKey.EnsureAsync(grains);
    }

    internal static StoreUnavailableException StartFailed(Refusal refusal) =>
        new($"A command of the start was refused: {refusal.Code}.");
}
