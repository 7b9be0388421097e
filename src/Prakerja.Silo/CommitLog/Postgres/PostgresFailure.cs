using System.Net.Sockets;
using Npgsql;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>Says in one plain line what a failure of PostgreSQL means for the operator: what is wrong, where, the cure.</summary>
internal static class PostgresFailure
{
    public const string Setting = PostgresOptions.Section + ":" + nameof(PostgresOptions.ConnectionString);

    /// <summary>True for what a store can do to its callers; everything else is a bug.</summary>
    public static bool IsOne(Exception failure) =>
        failure is NpgsqlException or SocketException or TimeoutException or IOException;

    /// <summary>True when the connection was cut: a pooled one may have died long ago.</summary>
    public static bool IsBrokenConnection(Exception failure) =>
        failure is NpgsqlException { InnerException: IOException or SocketException }
            or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown };

    /// <summary>True when the transaction is known to be undone and would succeed in another order.</summary>
    public static bool IsLockConflict(Exception failure) => failure is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    /// <summary>True when what was sent is to blame (class 22 and 23), so that it would fail again.</summary>
    public static bool IsDataError(Exception failure) =>
        failure is PostgresException { SqlState: ['2', '2' or '3', ..] };

    /// <summary>What a commit whose data failed has met: rows of the same key that are there already, or its own fault.</summary>
    public static CommitStatus StatusOf(Exception failure) => failure switch
    {
        PostgresException { ConstraintName: "grain_state_pkey" } => CommitStatus.VersionConflict,
        PostgresException { ConstraintName: "roll_entry_pkey" } => CommitStatus.AlreadyOnRoll,
        _ => CommitStatus.Unavailable,
    };

    public static string Describe(Exception failure, string where) => failure switch
    {
        PostgresException { SqlState: var state } refused => state switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"PostgreSQL at {where} refuses this user or password: correct {Setting}.",
            PostgresErrorCodes.InvalidCatalogName =>
                $"PostgreSQL at {where} has no such database: create it, or correct {Setting}.",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"PostgreSQL at {where} does not allow this user to do what is needed ({refused.MessageText}): "
                + "grant it the rights on the database and its schema.",
            PostgresErrorCodes.TooManyConnections =>
                $"PostgreSQL at {where} has no connection left ({refused.MessageText}): raise max_connections, or the "
                + $"limit of the role or database it names, or lower "
                + $"{PostgresOptions.Section}:{nameof(PostgresOptions.MaxConnections)} of each node.",
            PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.InsufficientResources =>
                $"PostgreSQL at {where} is out of space or memory ({refused.MessageText}): free some on its machine.",
            PostgresErrorCodes.ReadOnlySqlTransaction =>
                $"PostgreSQL at {where} takes no writes (a standby, or read-only): point {Setting} at the primary.",
            PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown
                or PostgresErrorCodes.CrashShutdown =>
                $"PostgreSQL at {where} is starting or stopping: wait for it.",
            PostgresErrorCodes.QueryCanceled =>
                $"PostgreSQL at {where} did not finish within "
                + $"{PostgresOptions.Section}:{nameof(PostgresOptions.CommandTimeoutSeconds)}.",
            _ => $"PostgreSQL at {where} failed with {state}: {refused.MessageText}",
        },
        NpgsqlException pool when pool.Message.Contains("pool has been exhausted", StringComparison.Ordinal) =>
            $"All connections to PostgreSQL at {where} are in use: raise "
            + $"{PostgresOptions.Section}:{nameof(PostgresOptions.MaxConnections)}.",
        NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
            $"PostgreSQL at {where} does not answer in time: see whether it runs and is not overloaded.",
        _ => $"PostgreSQL at {where} cannot be reached ({Innermost(failure)}): see whether it runs, and correct "
            + $"{Setting} if it is elsewhere.",
    };

    private static string Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner) failure = inner;
        return failure.Message;
    }
}
