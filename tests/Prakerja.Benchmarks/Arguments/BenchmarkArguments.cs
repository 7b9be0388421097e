using System.Globalization;

namespace Prakerja.Benchmarks.Arguments;

/// <summary>Settings of a run: <c>--name value</c> pairs.</summary>
internal sealed record BenchmarkArguments
{
    /// <summary>Length of one measurement. Seconds.</summary>
    public int Seconds { get; init; } = 5;

    /// <summary>Measurements of each contestant, in turns.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Concurrent callers of the commit log, one contestant each.</summary>
    public IReadOnlyList<int> Callers { get; init; } = [32, 256, 1024, 2048];

    /// <summary>Participants in each database before the first round.</summary>
    public int Prefill { get; init; }

    /// <summary>Parent of the temporary databases. It must be on a real disk, or durability costs nothing.</summary>
    public string Directory { get; init; } = Path.Combine(AppContext.BaseDirectory, "databases");

    /// <summary>File whose marked section gets the result; null prints it only.</summary>
    public string? Write { get; init; }

    public static BenchmarkArguments Parse(ReadOnlySpan<string> args)
    {
        var parsed = new BenchmarkArguments();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) throw new ArgumentException($"{args[i]} needs a value.");
            parsed = parsed.With(args[i], args[i + 1]);
        }

        return parsed;
    }

    public static int Usage()
    {
        Console.Error.WriteLine(
            "usage: commit-log [--seconds N] [--rounds N] [--callers N,N,…] [--prefill N] "
            + "[--directory DIR] [--write FILE]");
        Console.Error.WriteLine(SqliteBenchmarkArguments.Usage);
        Console.Error.WriteLine(ClusterArguments.Usage);
        return 2;
    }

    private BenchmarkArguments With(string name, string value) => name switch
    {
        "--seconds" => this with { Seconds = Number(value) },
        "--rounds" => this with { Rounds = Number(value) },
        "--callers" => this with { Callers = [.. value.Split(',').Select(Number)] },
        "--prefill" => this with { Prefill = Number(value) },
        "--directory" => this with { Directory = value },
        "--write" => this with { Write = value },
        _ => throw new ArgumentException($"Unknown setting {name}."),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
