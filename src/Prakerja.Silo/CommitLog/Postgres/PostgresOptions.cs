using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>Settings of the PostgreSQL store, section <c>Prakerja:Postgres</c>.</summary>
public sealed class PostgresOptions
{
    public const string Section = "Prakerja:Postgres";

    /// <summary>
    /// The database, in the form of Npgsql (<c>Host=…;Database=…;Username=…;Password=…</c>). With it the programs form
    /// a cluster on this database; without it the system is one process on an SQLite file.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>The schema that holds all tables; created when it is missing.</summary>
    [RegularExpression("^[a-z_][a-z0-9_]{0,62}$", ErrorMessage = "lower-case letters, digits and _ only, at most 63")]
    public string Schema { get; set; } = "prakerja";

    /// <summary>Whether a starting node migrates the schema. If not, run <c>Prakerja.Silo migrate</c>.</summary>
    public bool MigrateAtStart { get; set; } = true;

    /// <summary>
    /// Batches of commits that one silo writes at the same time, each on a connection of its own. Count.
    /// </summary>
    [Range(1, 64)]
    public int CommitWriters { get; set; } = 2;

    /// <summary>
    /// Connections of one node for everything but commits: lists, searches, membership, reminders. Count.
    /// </summary>
    [Range(4, 1_000)]
    public int MaxConnections { get; set; } = 24;

    /// <summary>How long a statement may take before it counts as failed. Seconds.</summary>
    [Range(1, 600)]
    public int CommandTimeoutSeconds { get; set; } = 10;

    /// <summary>How long opening a connection may take. Seconds.</summary>
    [Range(1, 600)]
    public int ConnectTimeoutSeconds { get; set; } = 5;

    /// <summary>
    /// The largest difference at start between the clocks of this machine and of the database. Seconds.
    /// </summary>
    [Range(1, 3_600)]
    public int MaxClockSkewSeconds { get; set; } = 5;
}
