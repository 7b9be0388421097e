using System.Globalization;
using System.Security.Cryptography;

namespace Prakerja.Load.Arguments;

/// <summary>
/// Options of the driver. All data of the people follows from the seed and the number of participants.
/// </summary>
internal sealed record DriverOptions
{
    public required string Command { get; init; }

    public int Participants { get; init; } = 1_000;

    /// <summary>
    /// Random for <c>join</c> and <c>dashboard</c> when not given: these runs need new people each time.
    /// </summary>
    public ulong Seed { get; init; } = 1;

    public Uri Url { get; init; } = new("http://localhost:5080");

    public string? ManagementKeyFile { get; init; }

    public string? ReportFile { get; init; }

    /// <summary>Directory of the journal; null means next to the report.</summary>
    public string? StateDirectory { get; init; }

    public bool Resume { get; init; }

    /// <summary>Limit of requests in flight at the same time.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>Length of the <c>dashboard</c> measurement.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>How long the driver waits for the server or for a state before it gives up.</summary>
    public int TimeoutSeconds { get; init; } = 120;

    /// <summary>
    /// Pause after each move of the clock. A single process uses the new time at once; the nodes of a cluster follow
    /// within a second.
    /// </summary>
    public int FollowMilliseconds { get; init; }

    public string StatePath => StateDirectory
        ?? (ReportFile is null ? "prakerja-load.state" : ReportFile + ".state");

    public const string Usage = """
        The driver of the programme: an ordinary client that uses only HTTP.

          wave       runs a whole year of a wave and counts every invariant
                     --participants N --seed S --url URL --management-key-file FILE --report FILE.json
                     [--resume] [--state DIR] [--connections N] [--patience SECONDS]
                     [--follow MILLISECONDS]   (use 1200 for a cluster: its nodes follow the clock within 1 s)
          join       measures how many joins per second the server makes durable
                     --participants N --url URL --management-key-file FILE [--seed S] [--connections N] ...
          dashboard  measures how many dashboards per second the server answers
                     --participants N --seconds N --url URL --management-key-file FILE [--seed S] ...

        Exit code: 0 all invariants held, 1 an invariant broke or a phase did not complete, 2 wrong usage, 130 Ctrl-C.
        """;

    /// <exception cref="UsageException">An argument is unknown, incomplete or out of range.</exception>
    public static DriverOptions Parse(IReadOnlyList<string> arguments)
    {
        if (arguments is not ["wave" or "join" or "dashboard", ..]) throw new UsageException(Usage);
        var options = new DriverOptions { Command = arguments[0] };
        if (options.Command is not "wave")
            options = options with { Seed = (ulong)RandomNumberGenerator.GetInt32(int.MaxValue) };
        for (var at = 1; at < arguments.Count; at++)
        {
            var name = arguments[at];
            if (name == "--resume")
            {
                options = options with { Resume = true };
                continue;
            }

            if (++at == arguments.Count) throw new UsageException($"{name} needs a value.");
            options = options.With(name, arguments[at]);
        }

        if (options.ManagementKeyFile is null) throw new UsageException("--management-key-file is needed.");
        if (options.Command == "wave" && options.ReportFile is null)
            throw new UsageException("--report is needed.");
        return options;
    }

    private DriverOptions With(string name, string value) => name switch
    {
        "--participants" => this with { Participants = Number(name, value, 10, 900_000) },
        "--seed" => this with { Seed = (ulong)Number(name, value, 0, int.MaxValue) },
        "--url" => this with { Url = Address(value) },
        "--management-key-file" => this with { ManagementKeyFile = value },
        "--report" => this with { ReportFile = value },
        "--state" => this with { StateDirectory = value },
        "--connections" => this with { Connections = Number(name, value, 1, 4_096) },
        "--seconds" => this with { Seconds = Number(name, value, 1, 3_600) },
        "--patience" => this with { TimeoutSeconds = Number(name, value, 1, 3_600) },
        "--follow" => this with { FollowMilliseconds = Number(name, value, 0, 60_000) },
        _ => throw new UsageException($"Unknown option '{name}'."),
    };

    private static Uri Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp
            ? url
            : throw new UsageException("--url needs http://HOST:PORT.");

    private static int Number(string name, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max
            ? number
            : throw new UsageException($"{name} needs a number from {min} to {max}.");
}
