using Prakerja.Grains.Commits;
using Prakerja.Grains.Management;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Silo.Operations;

namespace Prakerja.Silo.Hosting;

/// <summary>
/// What every start does before anything is due: puts the clock where a rehearsal left it, and sees to it that somebody
/// can manage the programme.
/// </summary>
internal sealed class HouseStartup(IGrainFactory grains, FirstManagementKey firstKey) : IStartupTask
{
    public async Task Execute(CancellationToken cancellationToken)
    {
        var clock = await grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key).Load();
        if (clock.Refusal == RehearsalRefusals.DatabaseRehearsed)
            throw new StartRefusedException(
                $"The time of this database was moved forward in a rehearsal: start it with --{ClockOptions.Section}:"
                + "Adjustable=true, or start with an empty data directory.");
        ThrowIfRefused(clock.Refusal);
        await firstKey.EnsureAsync(grains);
    }

    internal static void ThrowIfRefused(Refusal? refusal)
    {
        if (refusal is not null) throw new StoreUnavailableException($"The start was not taken: {refusal.Code}.");
    }
}

/// <summary>
/// The first management key: made at the first start, kept in a file that its owner alone can read. The file comes
/// first, so a crash before the commit means that the next start takes the same key.
/// </summary>
public sealed class FirstManagementKey(DataDirectory data)
{
    /// <summary>The key, if this very start made it; to be shown once.</summary>
    public string? MadeNow { get; private set; }

    internal async Task EnsureAsync(IGrainFactory grains)
    {
        var keys = grains.GetGrain<IManagementKeysGrain>(IManagementKeysGrain.Key);
        if (!(await keys.GetKeys()).IsEmpty) return;
        if (!File.Exists(data.ManagementKeyPath))
            DataDirectory.WriteSecret(data.ManagementKeyPath, RandomSecret.Next());
        var key = (await File.ReadAllTextAsync(data.ManagementKeyPath)).Trim();
        HouseStartup.ThrowIfRefused((await keys.EnsureFirstKey(ManagementKeyHash.Of(key))).Refusal);
        MadeNow = key;
    }
}
