namespace Prakerja.Grains.Waves;

/// <summary>Reads the public random value of a beacon.</summary>
public interface IBeaconReader
{
    /// <summary>The value of a round; null when it is not published yet or the beacon cannot be reached now.</summary>
    Task<BeaconValue?> ReadAsync(DrawBeacon beacon, CancellationToken cancelled);
}
