using System.Collections.Concurrent;
using System.Data;
using Npgsql;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// Connections for the writes of draws and awards, opened when they are needed and kept open. They have no timeout of
/// Npgsql, for the reason given in <see cref="PostgresWriteSession.OpenAsync"/>: no write is cancelled.
/// </summary>
public sealed class PostgresDrawSessions(PostgresDatabase database) : IAsyncDisposable
{
    /// <summary>Attempts to run a transaction that PostgreSQL rolled back because of a conflict of locks.</summary>
    private const int MaxAttempts = 5;

    /// <summary>The most writes that have timed out and still run.</summary>
    private const int MaxUnfinishedWrites = 8;

    private readonly TimeSpan writeTimeout = TimeSpan.FromSeconds(database.Options.CommandTimeoutSeconds);
    private readonly ConcurrentBag<NpgsqlConnection> freeConnections = [];
    private int unfinishedWrites;

    public async ValueTask DisposeAsync()
    {
        while (freeConnections.TryTake(out var connection)) await connection.DisposeAsync();
    }

    /// <summary>
    /// Runs one short transaction. It is durable when the task completes. After a timeout it runs on in the background,
    /// so <paramref name="work"/> must not use anything that its caller changes later.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store failed, or did not answer in time.</exception>
    internal async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(work);
            }
            catch (Exception failure) when (PostgresFailure.IsLockConflict(failure) && attempt < MaxAttempts)
            {
                // PostgreSQL rolled the transaction back. The other one has finished by now, so try again.
            }
            catch (Exception failure) when (PostgresFailure.IsStoreFailure(failure))
            {
                throw new StoreUnavailableException(database.Describe(failure), failure);
            }
        }
    }

    private static async Task<T> RunAsync<T>(
        NpgsqlConnection connection, Func<NpgsqlConnection, Task<T>> work)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var result = await work(connection);
        await transaction.CommitAsync();
        return result;
    }

    private async Task<T> RunOnceAsync<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        var connection = await TakeConnectionAsync();
        var writing = RunAsync(connection, work);
        try
        {
            var result = await writing.WaitAsync(writeTimeout);
            freeConnections.Add(connection);
            return result;
        }
        catch (TimeoutException) when (!writing.IsCompleted)
        {
            Interlocked.Increment(ref unfinishedWrites);
            _ = AwaitUnfinishedAsync(connection, writing);
            throw;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task AwaitUnfinishedAsync(NpgsqlConnection connection, Task writing)
    {
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref unfinishedWrites);
        await connection.DisposeAsync();
    }

    private async Task<NpgsqlConnection> TakeConnectionAsync()
    {
        while (freeConnections.TryTake(out var free))
        {
            if (free.State == ConnectionState.Open) return free;
            await free.DisposeAsync();
        }

        if (Volatile.Read(ref unfinishedWrites) >= MaxUnfinishedWrites) throw new TimeoutException();
        var connection = await database.OpenUnpooledAsync("draws", commandTimeoutSeconds: 0);
        try
        {
            if (await database.FindDurabilityProblemAsync(connection) is { } problem)
                throw new StoreUnavailableException(problem);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
