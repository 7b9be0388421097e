namespace Prakerja.Grains.Persistence;

/// <summary>Lists grains and waves from indexes alone; it reads no states.</summary>
public interface IGrainKeyReader
{
    /// <summary>Keys of one grain type after <paramref name="after"/> (null: from the first), ascending.</summary>
    ValueTask<IReadOnlyList<string>> ReadKeysAsync(string grainType, string? after, int limit);

    /// <summary>The gates of all waves, by number.</summary>
    ValueTask<IReadOnlyList<WaveGate>> ReadGatesAsync();
}
