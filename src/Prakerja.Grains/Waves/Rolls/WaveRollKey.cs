using System.Globalization;

namespace Prakerja.Grains.Waves;

/// <summary>The key of a roll partition: "w-21-r7" is partition 7 of wave 21.</summary>
public static class WaveRollKey
{
    public static string Of(int wave, int partition) =>
        string.Create(CultureInfo.InvariantCulture, $"w-{wave}-r{partition}");

    public static (int Wave, int Partition) Parse(string key)
    {
        var parts = key.Split('-');
        return (
            int.Parse(parts[1], CultureInfo.InvariantCulture),
            int.Parse(parts[2].AsSpan(1), CultureInfo.InvariantCulture));
    }
}
