using System.Globalization;
using System.Security.Cryptography;

namespace Prakerja.Load;

/// <summary>
/// What the command line asks for. Everything that decides about people follows from seed and number.
/// </summary>
internal sealed record Options
{
    public required string Command { get; init; }

    public int Participants { get; init; } = 1_000;

    /// <summary>
    /// Chosen by chance when not said and only speed is measured: then nobody is to be met again.
    /// </summary>
    public ulong Seed { get; init; } = 1;

    public Uri Url { get; init; } = new("http://localhost:5080");

    public string? ManagementKeyFile { get; init; }

    public string? ReportFile { get; init; }

    /// <summary>Where the journal lies; beside the report when not said.</summary>
    public string? StateDirectory { get; init; }

    public bool Resume { get; init; }

    /// <summary>Requests on their way at the same time.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>How long <c>dashboard</c> reads.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>Seconds for which a server may be away before the run is given up.</summary>
    public int PatienceSeconds { get; init; } = 120;

    /// <summary>
    /// Pause after each move of the clock. One process has the new time at once; the nodes of a cluster
    /// follow within a second.
    /// </summary>
    public int FollowMilliseconds { get; init; }

    public string StatePath => StateDirectory
        ?? (ReportFile is null ? "prakerja-load.state" : ReportFile + ".state");

    public const string Usage = """
        A driver of the programme: a client like any other, over HTTP alone.

          wave       a whole year of a wave, every invariant counted
                     --participants N --seed S --url URL --management-key-file FILE --report FILE.json
                     [--resume] [--state DIR] [--connections N] [--patience SECONDS]
                     [--follow MILLISECONDS]   (a cluster: 1200, since its nodes follow the clock in 1 s)
          join       how many joins a second the server makes durable
                     --participants N --url URL --management-key-file FILE [--seed S] [--connections N] ...
          dashboard  how many dashboards a second it answers
                     --participants N --seconds N --url URL --management-key-file FILE [--seed S] ...

        Exit code: 0 all held, 1 an invariant broke or a phase could not complete, 2 wrong usage, 130 Ctrl-C.
        """;

    /// <exception cref="UsageException">An argument is unknown, incomplete or out of range.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        if (arguments is not ["wave" or "join" or "dashboard", ..]) throw new UsageException(Usage);
        var options = new Options { Command = arguments[0] };
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

            if (++at == arguments.Count) throw new UsageException($"{name} wants a value.");
            options = options.With(name, arguments[at]);
        }

        if (options.ManagementKeyFile is null) throw new UsageException("--management-key-file is needed.");
        if (options.Command == "wave" && options.ReportFile is null)
            throw new UsageException("--report is needed.");
        return options;
    }

    private Options With(string name, string value) => name switch
    {
        "--participants" => this with { Participants = Number(name, value, 10, 900_000) },
        "--seed" => this with { Seed = (ulong)Number(name, value, 0, int.MaxValue) },
        "--url" => this with { Url = Address(value) },
        "--management-key-file" => this with { ManagementKeyFile = value },
        "--report" => this with { ReportFile = value },
        "--state" => this with { StateDirectory = value },
        "--connections" => this with { Connections = Number(name, value, 1, 4_096) },
        "--seconds" => this with { Seconds = Number(name, value, 1, 3_600) },
        "--patience" => this with { PatienceSeconds = Number(name, value, 1, 3_600) },
        "--follow" => this with { FollowMilliseconds = Number(name, value, 0, 60_000) },
        _ => throw new UsageException($"Unknown option '{name}'."),
    };

    private static Uri Address(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp
            ? url
            : throw new UsageException("--url wants http://HOST:PORT.");

    private static int Number(string name, string value, int min, int max) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max
            ? number
            : throw new UsageException($"{name} wants a number from {min} to {max}.");
}

/// <summary>The command line cannot be understood; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
