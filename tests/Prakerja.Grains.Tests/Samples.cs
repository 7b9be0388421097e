namespace Prakerja.Grains.Tests;

/// <summary>
/// How many samples a property takes. A search for mutants runs the tests a thousand times over and asks for fewer.
/// </summary>
internal static class Samples
{
    private static readonly int Most =
        int.TryParse(Environment.GetEnvironmentVariable("PRAKERJA_TEST_SAMPLES"), out var most) ? most : int.MaxValue;

    public static bool AreFewer => Most < int.MaxValue;

    public static int Of(int usual) => Math.Min(usual, Most);
}
