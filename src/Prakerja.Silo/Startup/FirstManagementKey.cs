using Microsoft.Extensions.Hosting;
using Prakerja.Grains.Management;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Startup;

/// <summary>
/// The first management key: made when the system has never had a key, and kept in a file that only its owner can read.
/// The file is written before the commit, so after a crash in between the next start uses the same key. Of several
/// silos that start together one makes the key; the others delete their files, because those keys are not valid.
/// </summary>
public sealed class FirstManagementKey(DataDirectory data)
{
    /// <summary>The key if this start made it, otherwise null.</summary>
    public string? NewKey { get; private set; }

    /// <summary>
    /// Names the key, only at the start that made it. In Production only its file: what a program prints there is kept
    /// as a log.
    /// </summary>
    public void Print(IHostEnvironment environment)
    {
        if (NewKey is not { } key) return;
        Console.WriteLine(environment.IsProduction()
            ? $"  first management key   in {data.ManagementKeyPath}, readable by its owner alone"
            : $"  first management key   {key}   (shown only now; also in {data.ManagementKeyPath})");
    }

    internal async Task EnsureAsync(IGrainFactory grains)
    {
        var path = data.ManagementKeyPath;
        var existed = File.Exists(path);
        var keys = grains.GetGrain<IManagementKeysGrain>(IManagementKeysGrain.Key);
        if (!(await keys.GetKeys()).IsEmpty) return;
        // Nodes that share a directory share the file too: one node writes it, and that node prints the key.
        var written = DataDirectory.TryWriteSecret(path, RandomSecret.Next());
        var key = (await File.ReadAllTextAsync(path)).Trim();
        var hash = ManagementKeyHash.Of(key);
        if ((await keys.EnsureFirstKey(hash)).Refusal is { } refusal) throw ProgrammeStartup.StartFailed(refusal);
        if (await keys.Find(hash) is not null)
            NewKey = written || existed ? key : null;
        else if (written)
            File.Delete(path);
    }
}
