using System.Globalization;

namespace Prakerja.Benchmarks.Arguments;

/// <summary>Settings of the runs that need a whole silo: <c>--name value</c> pairs.</summary>
internal sealed record SqliteBenchmarkArguments
{
    public const string Usage =
        """
               deadlines [--cards N] [--directory DIR] [--write FILE]
               event-streams [--events N] [--directory DIR] [--write FILE]
               tokens [--write FILE]
               memory [--participants N] [--directory DIR] [--write FILE]
        """;

    /// <summary>Cards with a deadline each.</summary>
    public int Cards { get; init; } = 20_000;

    /// <summary>Events in the log before the stream starts.</summary>
    public int Events { get; init; } = 500_000;

    /// <summary>Participants who join a wave; the first tenth only warms up.</summary>
    public int Participants { get; init; } = 20_000;

    /// <summary>Parent of the temporary databases. It must be on a real disk, or durability costs nothing.</summary>
    public string Directory { get; init; } = Path.Combine(AppContext.BaseDirectory, "databases");

    /// <summary>File whose marked section gets the result; null prints it only.</summary>
    public string? Write { get; init; }

    public static SqliteBenchmarkArguments Parse(ReadOnlySpan<string> args)
    {
        var parsed = new SqliteBenchmarkArguments();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) throw new ArgumentException($"{args[i]} needs a value.");
            parsed = parsed.With(args[i], args[i + 1]);
        }

        return parsed;
    }

    private SqliteBenchmarkArguments With(string name, string value) => name switch
    {
        "--cards" => this with { Cards = Number(value) },
        "--events" => this with { Events = Number(value) },
        "--participants" => this with { Participants = Number(value) },
        "--directory" => this with { Directory = value },
        "--write" => this with { Write = value },
        _ => throw new ArgumentException($"Unknown setting {name}."),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
