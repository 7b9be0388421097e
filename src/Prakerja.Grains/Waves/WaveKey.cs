using System.Globalization;

namespace Prakerja.Grains.Waves;

/// <summary>The key of a wave grain: "w-" and the wave's number.</summary>
public static class WaveKey
{
    /// <summary>The highest number that a wave can have.</summary>
    public const int MaxNumber = 9_999;

    /// <summary>True for a number that a wave can have. The wave may still be unplanned.</summary>
    public static bool IsNumber(int number) => number is >= 1 and <= MaxNumber;

    /// <summary>The beginning of every key.</summary>
    public const string Prefix = "w-";

    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");
}
