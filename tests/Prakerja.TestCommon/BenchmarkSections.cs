namespace Prakerja.TestCommon;

/// <summary>
/// The sections that benchmarks write into docs/benchmarks.md; a test compares these with the marks there.
/// </summary>
public static class BenchmarkSections
{
    public static IReadOnlyList<string> All { get; } =
    [
        "commit-log",
        "deadlines",
        "event-streams",
        "tokens",
        "memory",
        "cluster-commit-log",
        "cluster-commands",
        "cluster-http",
        "cluster-overload",
        "cluster-reminders",
        "draw",
        "deadlines-million",
    ];
}
