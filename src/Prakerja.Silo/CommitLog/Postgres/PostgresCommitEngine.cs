using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.CommitLog.Batching;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// Writes and reads groups on PostgreSQL. Each write under way has a connection of its own, kept open; after a failure it is
/// given up and the next write opens another.
/// </summary>
public sealed partial class PostgresCommitEngine(PostgresDatabase database, ILogger<PostgresCommitEngine> logger)
    : ICommitEngine
{
    /// <summary>Tries of a group that lost its locks to another one, whose transaction is known to be undone.</summary>
    private const int MaxTries = 5;

    /// <summary>
    /// Writes that took too long and have not ended. A server that is gone without a word is one for each writer; as many as
    /// this there are when it takes writes and does not finish them, as without its synchronous standby.
    /// </summary>
    private const int MaxLeftWaiting = 8;

    private readonly TimeSpan patience = TimeSpan.FromSeconds(database.Options.CommandTimeoutSeconds);
    private readonly ConcurrentBag<PostgresWriteSession> idle = [];
    private int leftWaiting;

    public int WritesAtOnce => database.Options.CommitWriters;

    // One waits for the server while the other is taken apart here.
    public int ReadsAtOnce => 2;

    public async ValueTask WriteAsync(ReadOnlyMemory<Commit> commits, Memory<CommitOutcome> outcomes)
    {
        foreach (var round in new CommitRounds().Of(commits.Span))
        {
            var places = round.ToArray().AsMemory();
            while (!places.IsEmpty)
            {
                var count = CountOfOneCall(commits.Span, places.Span);
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
        while (idle.TryTake(out var session)) await session.DisposeAsync();
    }

    private static NpgsqlParameter<string[]> Texts(string[] texts) => new()
    {
        TypedValue = texts,
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
    };

    /// <summary>How many of the commits one call can number the events of.</summary>
    private static int CountOfOneCall(ReadOnlySpan<Commit> commits, ReadOnlySpan<int> places)
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
        for (var tries = 1; ; tries++)
        {
            try
            {
                await WriteOnceAsync(commits, outcomes, places);
                return;
            }
            catch (Exception failure) when (PostgresFailure.IsLockConflict(failure) && tries < MaxTries)
            {
                // Undone as a whole; the other group has finished by now.
            }
            catch (Exception failure) when (PostgresFailure.IsDataError(failure) && places.Length > 1)
            {
                // One of them cannot be written at all: its neighbours are not to suffer.
                var half = places.Length / 2;
                await WriteAsync(commits, outcomes, places[..half]);
                await WriteAsync(commits, outcomes, places[half..]);
                return;
            }
            catch (Exception failure) when (PostgresFailure.IsDataError(failure))
            {
                var status = PostgresFailure.StatusOf(failure);
                var place = places.Span[0];
                if (status == CommitStatus.Unavailable) LogCannotBeWritten(commits.Span[place].Grain, failure);
                outcomes.Span[place] = CommitOutcome.Refused(status);
                return;
            }
            catch (Exception failure) when (PostgresFailure.IsOne(failure))
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
            var written = await writing.WaitAsync(patience);
            for (var i = 0; i < written.Length; i++) outcomes.Span[places.Span[i]] = written[i];
        }
        catch (TimeoutException) when (!writing.IsCompleted)
        {
            Interlocked.Increment(ref leftWaiting);
            _ = EndAsync(session, writing);
            throw;
        }
        catch (Exception failure) when (PostgresFailure.IsDataError(failure))
        {
            idle.Add(session); // the server refused the statement; the connection is as good as before
            throw;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        idle.Add(session);
    }

    /// <summary>
    /// A write that took too long goes on without anybody who waits: whoever asks again meets its rows when it ends. To
    /// cancel it would be worse (<see cref="PostgresWriteSession.OpenAsync"/>).
    /// </summary>
    private async Task EndAsync(PostgresWriteSession session, Task writing)
    {
        try
        {
            await writing;
        }
        catch (Exception failure) when (PostgresFailure.IsOne(failure))
        {
            LogEndedLate(failure);
        }
        finally
        {
            Interlocked.Decrement(ref leftWaiting);
            await session.DisposeAsync();
        }
    }

    // One whose server went away while nobody wrote has tried nothing: another one takes its place.
    private async Task<PostgresWriteSession> TakeSessionAsync()
    {
        while (idle.TryTake(out var session))
        {
            if (session.IsOpen) return session;
            await session.DisposeAsync();
        }

        // More would only stand behind them, each on a connection of its own.
        if (Volatile.Read(ref leftWaiting) >= MaxLeftWaiting) throw new TimeoutException();
        return await PostgresWriteSession.OpenAsync(database);
    }

    [LoggerMessage(2, LogLevel.Information, "A group of commits that took too long was not written in the end.")]
    private partial void LogEndedLate(Exception failure);

    [LoggerMessage(1, LogLevel.Error, "A commit of {Grain} cannot be written at all.")]
    private partial void LogCannotBeWritten(GrainKey grain, Exception failure);
}
