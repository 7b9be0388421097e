using System.Globalization;

namespace Prakerja.Grains.Waves;

/// <summary>The key of a wave grain: "w-" and the wave's number.</summary>
public static class WaveKey
{
    /// <summary>The highest number that a wave can have.</summary>
    public const int Last = 9_999;

    /// <summary>The beginning of every key.</summary>
    public const string Prefix = "w-";

    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");
}
