namespace Prakerja.Grains.Tests;

/// <summary>
/// The number of samples of a property test. A mutation run executes the tests a thousand times and sets fewer.
/// </summary>
internal static class Samples
{
    private static readonly int Most =
        int.TryParse(Environment.GetEnvironmentVariable("PRAKERJA_TEST_SAMPLES"), out var most) ? most : int.MaxValue;

    public static bool AreFewer => Most < int.MaxValue;

    public static int Of(int usual) => Math.Min(usual, Most);
}
