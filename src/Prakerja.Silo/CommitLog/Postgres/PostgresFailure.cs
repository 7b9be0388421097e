using System.Net.Sockets;
using Npgsql;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// Classifies failures of PostgreSQL and describes them to the operator in one line: what is wrong, where, and the
/// remedy.
/// </summary>
internal static class PostgresFailure
{
    public const string Setting = PostgresOptions.Section + ":" + nameof(PostgresOptions.ConnectionString);

    /// <summary>True for a failure of the store or of its network; any other exception is a bug.</summary>
    public static bool IsStoreFailure(Exception failure) =>
        failure is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <summary>True when the connection was broken; a pooled connection may have been so for long.</summary>
    public static bool IsBrokenConnection(Exception failure) =>
        failure is NpgsqlException { InnerException: IOException or SocketException }
            or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown };

    /// <summary>True when the transaction was rolled back and can succeed when it is repeated.</summary>
    public static bool IsLockConflict(Exception failure) => failure is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    /// <summary>
    /// True when the data is the cause (classes 22 and 23), so that a repeated attempt would fail too.
    /// </summary>
    public static bool IsDataError(Exception failure) =>
        failure is PostgresException { SqlState: ['2', '2' or '3', ..] };

    /// <summary>
    /// The outcome of a commit with a data error: a row with its key exists, or the commit cannot be written.
    /// </summary>
    public static CommitStatus StatusOf(Exception failure) => failure switch
    {
        PostgresException { ConstraintName: "grain_state_pkey" } => CommitStatus.VersionConflict,
        PostgresException { ConstraintName: "roll_entry_pkey" } => CommitStatus.AlreadyOnRoll,
        _ => CommitStatus.Unavailable,
    };

    public static string Describe(Exception failure, string location) => failure switch
    {
        PostgresException { SqlState: var state } refused => state switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"PostgreSQL at {location} refuses this user or password: correct {Setting}.",
            PostgresErrorCodes.InvalidCatalogName =>
                $"PostgreSQL at {location} has no such database: create it, or correct {Setting}.",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"PostgreSQL at {location} does not give this user a right that it needs ({refused.MessageText}): "
                + "grant it the rights on the database and its schema.",
            PostgresErrorCodes.TooManyConnections =>
                $"PostgreSQL at {location} has no free connection ({refused.MessageText}): "
                + "raise max_connections, or the limit of the role or database in that message, or lower "
                + $"{PostgresOptions.Section}:{nameof(PostgresOptions.MaxConnections)} of each node.",
            PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.InsufficientResources =>
                $"PostgreSQL at {location} has no space or memory left ({refused.MessageText}): "
                + "free some on its machine.",
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                $"PostgreSQL at {location} takes no writes (it is a standby, or read-only): "
                + $"point {Setting} at the primary.",
            PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown
                or PostgresErrorCodes.CrashShutdown =>
                $"PostgreSQL at {location} is starting or stopping: wait for it.",
            PostgresErrorCodes.QueryCanceled =>
                $"PostgreSQL at {location} did not finish within "
                + $"{PostgresOptions.Section}:{nameof(PostgresOptions.CommandTimeoutSeconds)}.",
            _ => $"PostgreSQL at {location} failed with {state}: {refused.MessageText}",
        },
        NpgsqlException pool when pool.Message.Contains("pool has been exhausted", StringComparison.Ordinal) =>
            $"All connections to PostgreSQL at {location} are in use: raise "
            + $"{PostgresOptions.Section}:{nameof(PostgresOptions.MaxConnections)}.",
        NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
            $"PostgreSQL at {location} does not answer in time: check that it runs and is not overloaded.",
        _ => $"PostgreSQL at {location} cannot be reached ({Innermost(failure)}): check that it runs, and that "
            + $"{Setting} names the right server.",
    };

    private static string Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner) failure = inner;
        return failure.Message;
    }
}
