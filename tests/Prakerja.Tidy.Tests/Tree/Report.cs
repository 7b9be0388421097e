namespace Prakerja.Tidy.Tests.Tree;

internal static class Report
{
    /// <summary>Fails with one offence a line.</summary>
    public static void AssertNone(IEnumerable<string> offences)
    {
        var all = offences.ToList();
        if (all.Count > 0) Assert.Fail($"{all.Count} offences:\n{string.Join('\n', all)}");
    }

    /// <summary>Exceptions that no file needs any more, so that a list of exceptions does not grow for ever.</summary>
    public static IEnumerable<string> Unneeded(
        IEnumerable<string> exceptions, IEnumerable<string> needed, string rule) =>
        exceptions.Except(needed).Select(exception => $"{exception}: no longer needs its exception from {rule}");
}
