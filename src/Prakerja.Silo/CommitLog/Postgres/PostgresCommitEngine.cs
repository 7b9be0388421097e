using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.CommitLog.Batching;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// Writes and reads batches on PostgreSQL. Each running write has a connection of its own, which is kept open for later
/// writes. After a failure the connection is closed, and the next write opens a new one.
/// </summary>
public sealed partial class PostgresCommitEngine(PostgresDatabase database, ILogger<PostgresCommitEngine> logger)
    : ICommitEngine
{
    /// <summary>Attempts to write a round that PostgreSQL rolled back because of a conflict of locks.</summary>
    private const int MaxAttempts = 5;

    /// <summary>
    /// The most writes that have timed out and still run. An unreachable server causes one for each writer. A server
    /// that accepts writes and does not finish them, as without its synchronous standby, causes more, up to this limit.
    /// </summary>
    private const int MaxUnfinishedWrites = 8;

    private readonly TimeSpan writeTimeout = TimeSpan.FromSeconds(database.Options.CommandTimeoutSeconds);
    private readonly ConcurrentBag<PostgresWriteSession> freeSessions = [];
    private int unfinishedWrites;

    public int WritesAtOnce => database.Options.CommitWriters;

    // While one waits for the server, the rows of the other are read.
    public int ReadsAtOnce => 2;

    public async ValueTask WriteAsync(ReadOnlyMemory<Commit> commits, Memory<CommitOutcome> outcomes)
    {
        foreach (var round in new CommitRounds().Split(commits.Span))
        {
            var places = round.ToArray().AsMemory();
            while (!places.IsEmpty)
            {
                var count = CommitsOfOneCall(commits.Span, places.Span);
                await WriteAsync(commits, outcomes, places[..count]);
                places = places[count..];
            }
        }
    }

    public async ValueTask ReadAsync(ReadOnlyMemory<GrainKey> grains, Memory<StoredState?> states)
    {
        var types = new string[grains.Length];
        var keys = new string[grains.Length];
        for (var i = 0; i < grains.Length; i++) (types[i], keys[i]) = grains.Span[i];
        await database.ReadAsync(async source =>
        {
            states.Span.Clear();
            await using var command = source.CreateCommand(
                """
                SELECT w.place, s.version, coalesce(s.payload, '')
                FROM unnest($1, $2) WITH ORDINALITY AS w (type, key, place)
                         CROSS JOIN LATERAL
                     (SELECT version, payload FROM grain_state WHERE type = w.type AND key = w.key OFFSET 0) AS s
                """);
            command.Parameters.Add(Texts(types));
            command.Parameters.Add(Texts(keys));
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync())
                states.Span[(int)row.GetInt64(0) - 1] = new StoredState(row.GetInt64(1), row.GetFieldValue<byte[]>(2));
            return true;
        });
    }

    public async ValueTask DisposeAsync()
    {
        while (freeSessions.TryTake(out var session)) await session.DisposeAsync();
    }

    private static NpgsqlParameter<string[]> Texts(string[] texts) => new()
    {
        TypedValue = texts,
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };

    /// <summary>How many of the commits fit into one call, which can number a limited count of events.</summary>
    private static int CommitsOfOneCall(ReadOnlySpan<Commit> commits, ReadOnlySpan<int> places)
    {
        var events = 0;
        for (var count = 0; count < places.Length; count++)
        {
            var commit = commits[places[count]];
            events += commit.Events.IsDefault ? 0 : commit.Events.Length;
            if (events > PostgresWriteSession.MaxEvents) return Math.Max(1, count);
        }

        return places.Length;
    }

    private async Task WriteAsync(
        ReadOnlyMemory<Commit> commits, Memory<CommitOutcome> outcomes, ReadOnlyMemory<int> places)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await WriteOnceAsync(commits, outcomes, places);
                return;
            }
            catch (Exception failure) when (PostgresFailure.IsLockConflict(failure) && attempt < MaxAttempts)
            {
                // PostgreSQL rolled the whole call back. The other transaction has finished by now, so try again.
            }
            catch (Exception failure) when (PostgresFailure.IsDataError(failure) && places.Length > 1)
            {
                // At least one commit cannot be written. Halving the call lets the others succeed.
                var half = places.Length / 2;
                await WriteAsync(commits, outcomes, places[..half]);
                await WriteAsync(commits, outcomes, places[half..]);
                return;
            }
            catch (Exception failure) when (PostgresFailure.IsDataError(failure))
            {
                var status = PostgresFailure.StatusOf(failure);
                var place = places.Span[0];
                if (status == CommitStatus.Unavailable) LogCommitNotWritable(commits.Span[place].Grain, failure);
                outcomes.Span[place] = CommitOutcome.Refused(status);
                return;
            }
            catch (Exception failure) when (PostgresFailure.IsStoreFailure(failure))
            {
                throw new StoreUnavailableException(database.Describe(failure), failure);
            }
        }
    }

    private async Task WriteOnceAsync(
        ReadOnlyMemory<Commit> commits, Memory<CommitOutcome> outcomes, ReadOnlyMemory<int> places)
    {
        var session = await TakeSessionAsync();
        var writing = session.WriteAsync(commits, places);
        try
        {
            var written = await writing.WaitAsync(writeTimeout);
            for (var i = 0; i < written.Length; i++) outcomes.Span[places.Span[i]] = written[i];
        }
        catch (TimeoutException) when (!writing.IsCompleted)
        {
            Interlocked.Increment(ref unfinishedWrites);
            _ = AwaitUnfinishedAsync(session, writing);
            throw;
        }
        catch (Exception failure) when (PostgresFailure.IsDataError(failure))
        {
            freeSessions.Add(session); // the server refused the statement; the connection still works
            throw;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        freeSessions.Add(session);
    }

    /// <summary>
    /// Waits in the background for a write that timed out, and then closes its connection. Its caller has been answered
    /// "unavailable"; if the write succeeds late, a repeated commit finds its rows. The write is not cancelled, for the
    /// reason given in <see cref="PostgresWriteSession.OpenAsync"/>.
    /// </summary>
    private async Task AwaitUnfinishedAsync(PostgresWriteSession session, Task writing)
    {
        try
        {
            await writing;
        }
        catch (Exception failure) when (PostgresFailure.IsStoreFailure(failure))
        {
            LogFailedLate(failure);
        }
        finally
        {
            Interlocked.Decrement(ref unfinishedWrites);
            await session.DisposeAsync();
        }
    }

    // A session whose server was down while no write ran has lost no commit: it is replaced by a new one.
    private async Task<PostgresWriteSession> TakeSessionAsync()
    {
        while (freeSessions.TryTake(out var session))
        {
            if (session.IsOpen) return session;
            await session.DisposeAsync();
        }

        // A further write would only wait behind the unfinished ones, on one more connection.
        if (Volatile.Read(ref unfinishedWrites) >= MaxUnfinishedWrites) throw new TimeoutException();
        return await PostgresWriteSession.OpenAsync(database);
    }

    [LoggerMessage(2, LogLevel.Information, "A write that had timed out failed: its commits were not written.")]
    private partial void LogFailedLate(Exception failure);

    [LoggerMessage(1, LogLevel.Error, "A commit of {Grain} was refused by the database and cannot be written.")]
    private partial void LogCommitNotWritable(GrainKey grain, Exception failure);
}
