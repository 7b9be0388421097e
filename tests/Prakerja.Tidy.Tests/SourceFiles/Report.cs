namespace Prakerja.Tidy.Tests.SourceFiles;

internal static class Report
{
    /// <summary>Fails with one violation a line.</summary>
    public static void AssertNone(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        if (all.Count > 0) Assert.Fail($"{all.Count} violations:\n{string.Join('\n', all)}");
    }

    /// <summary>Exceptions that no file needs any more, so that a list of exceptions does not grow for ever.</summary>
    public static IEnumerable<string> Unneeded(
        IEnumerable<string> exceptions, IEnumerable<string> needed, string rule) =>
        exceptions.Except(needed).Select(exception => $"{exception}: no longer needs its exception from {rule}");
}
