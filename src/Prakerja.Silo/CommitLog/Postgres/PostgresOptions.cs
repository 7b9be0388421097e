using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>Settings of the PostgreSQL store, section <c>Prakerja:Postgres</c>.</summary>
public sealed class PostgresOptions
{
    public const string Section = "Prakerja:Postgres";

    /// <summary>
    /// Where the database is, as Npgsql writes it (<c>Host=…;Database=…;Username=…;Password=…</c>). Set: the programs
    /// are a cluster on it. Empty: one process on an SQLite file.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>The schema that holds all tables; made when it is missing.</summary>
    [RegularExpression("^[a-z_][a-z0-9_]{0,62}$", ErrorMessage = "lower-case letters, digits and _ only, at most 63")]
    public string Schema { get; set; } = "prakerja";

    /// <summary>Whether a starting node brings the tables to its version. Off: <c>Prakerja.Silo migrate</c> does.</summary>
    public bool MigrateAtStart { get; set; } = true;

    /// <summary>Groups of commits that one silo writes at the same time, each on a connection of its own. Count.</summary>
    [Range(1, 64)]
    public int CommitWriters { get; set; } = 2;

    /// <summary>Connections of one node for everything but commits: lists, look-ups, members, reminders. Count.</summary>
    [Range(4, 1_000)]
    public int MaxConnections { get; set; } = 24;

    /// <summary>How long a statement may take before it counts as failed. Seconds.</summary>
    [Range(1, 600)]
    public int CommandTimeoutSeconds { get; set; } = 10;

    /// <summary>How long one may wait for a connection. Seconds.</summary>
    [Range(1, 600)]
    public int ConnectTimeoutSeconds { get; set; } = 5;

    /// <summary>How far this machine's clock may be from the database's at start. Seconds.</summary>
    [Range(1, 3_600)]
    public int MaxClockSkewSeconds { get; set; } = 5;
}
