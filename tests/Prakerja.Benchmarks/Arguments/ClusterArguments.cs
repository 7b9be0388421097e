using System.Globalization;

namespace Prakerja.Benchmarks.Arguments;

/// <summary>Settings of the runs on PostgreSQL: <c>--name value</c> pairs.</summary>
internal sealed record ClusterArguments
{
    public const string Usage =
        """
               cluster [--parts commit-log,commands,http,overload,reminders] [--seconds N] [--rounds N]
                       [--connections N] [--pool N] [--cards N] [--directory DIR] [--write FILE]
               deadlines-million [--cards N] [--lapsing N] [--winners N] [--outage-seconds N]
                       [--connections N] [--directory DIR] [--write FILE]
               draw [--applicants N] [--winners N] [--sizes N,N,…] [--awards N]
                       [--directory DIR] [--write FILE]
        """;

    public const string CommitLog = "commit-log";
    public const string Commands = "commands";
    public const string Http = "http";
    public const string Overload = "overload";
    public const string Reminders = "reminders";

    /// <summary>The measured parts; all by default.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [CommitLog, Commands, Http, Overload, Reminders];

    /// <summary>Length of one measurement. Seconds.</summary>
    public int Seconds { get; init; } = 5;

    /// <summary>Measurements of each contestant, in turns.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>
    /// HTTP connections of the load generator, the same for all services. The overload benchmark uses five times as
    /// many.
    /// </summary>
    public int Connections { get; init; } = 128;

    /// <summary>Connections of the CRUD peer to PostgreSQL.</summary>
    public int Pool { get; init; } = 48;

    /// <summary>Cards with a deadline each; null means the default of the command.</summary>
    public int? Cards { get; init; }

    /// <summary>Cards that lapse at one instant; there are two such instants.</summary>
    public int Lapsing { get; init; } = 300_000;

    /// <summary>Applications of the waves that are drawn, one wave each.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [1_000_000];

    /// <summary>Winners of one wave; null means the default of the command.</summary>
    public int? Winners { get; init; }

    /// <summary>Winners with states whose awards the draw benchmark measures; 0 leaves that part out.</summary>
    public int Awards { get; init; } = 100_000;

    /// <summary>How long the silo is stopped across the second instant. Seconds.</summary>
    public int OutageSeconds { get; init; } = 600;

    /// <summary>
    /// Parent of the temporary data directory. It must be on a real disk, or durability costs nothing.
    /// </summary>
    public string Directory { get; init; } = Path.Combine(AppContext.BaseDirectory, "databases");

    /// <summary>File whose marked sections get the results; null prints them only.</summary>
    public string? Write { get; init; }

    public static ClusterArguments Parse(ReadOnlySpan<string> args)
    {
        var parsed = new ClusterArguments();
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) throw new ArgumentException($"{args[i]} needs a value.");
            parsed = parsed.With(args[i], args[i + 1]);
        }

        return parsed;
    }

    private ClusterArguments With(string name, string value) => name switch
    {
        "--parts" => this with { Parts = value.Split(',') },
        "--seconds" => this with { Seconds = Number(value) },
        "--rounds" => this with { Rounds = Number(value) },
        "--connections" => this with { Connections = Number(value) },
        "--pool" => this with { Pool = Number(value) },
        "--cards" => this with { Cards = Number(value) },
        "--lapsing" => this with { Lapsing = Number(value) },
        "--applicants" => this with { Sizes = [Number(value)] },
        "--sizes" => this with { Sizes = [.. value.Split(',').Select(Number)] },
        "--awards" => this with { Awards = Number(value) },
        "--winners" => this with { Winners = Number(value) },
        "--outage-seconds" => this with { OutageSeconds = Number(value) },
        "--directory" => this with { Directory = value },
        "--write" => this with { Write = value },
        _ => throw new ArgumentException($"Unknown setting {name}."),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
