using Prakerja.Grains.Management;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Startup;

/// <summary>
/// The first management key: made when no key ever was, kept in a file that its owner alone can read. The file comes
/// first, so a crash before the commit means that the next start takes the same key. Of several silos that start
/// together one makes the key; the files of the others are taken away again, since theirs open nothing.
/// </summary>
public sealed class FirstManagementKey(DataDirectory data)
{
    /// <summary>The key, if this very start made it; to be shown once.</summary>
    public string? MadeNow { get; private set; }

    /// <summary>
    /// Prints the key at the start that made it, and never again: to standard output, not to a log.
    /// </summary>
    public void Tell()
    {
        if (MadeNow is { } key)
            Console.WriteLine($"  first management key   {key}   (shown this once; also in {data.ManagementKeyPath})");
    }

    internal async Task EnsureAsync(IGrainFactory grains)
    {
        var path = data.ManagementKeyPath;
        var wasThere = File.Exists(path);
        var keys = grains.GetGrain<IManagementKeysGrain>(IManagementKeysGrain.Key);
        if (!(await keys.GetKeys()).IsEmpty) return;
        // Nodes that share a directory share the file as well: one of them writes it, and that one shows the key.
        var written = DataDirectory.TryWriteSecret(path, RandomSecret.Next());
        var key = (await File.ReadAllTextAsync(path)).Trim();
        var hash = ManagementKeyHash.Of(key);
        if ((await keys.EnsureFirstKey(hash)).Refusal is { } refusal) throw ProgrammeStartup.NotTaken(refusal);
        if (await keys.Find(hash) is not null)
            MadeNow = written || wasThere ? key : null;
        else if (written)
            File.Delete(path);
    }
}
