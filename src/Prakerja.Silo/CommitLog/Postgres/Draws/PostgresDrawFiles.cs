using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>Stores sealed rolls and results of draws in the tables <c>draw_roll</c> and <c>draw_result</c>.</summary>
public sealed class PostgresDrawFiles(PostgresDatabase database, PostgresDrawSessions sessions) : IDrawFiles
{
    /// <summary>Chunks in a transaction: some MB, so that it is short.</summary>
    private const int ChunksPerWrite = 256;

    private const int ResultsPerWrite = 1024;

    private const int RowsPerDelete = 2048;

    // Chunks are read in pages: a slow reader, such as a download, holds no connection.
    private const int ChunksPerRead = 64;

    private const int ResultsPerRead = 512;

    public async Task WriteRollAsync(int wave, long attempt, IEnumerable<RollChunk> chunks)
    {
        var isFirst = true;
        foreach (var batch in DrawBatches.Of(chunks, ChunksPerWrite))
        {
            // A repeated attempt replaces what an earlier try has left. Usually there is nothing.
            var isReplacing = isFirst;
            isFirst = false;
            await sessions.RunAsync(async connection =>
            {
                if (isReplacing) await DeleteAttemptAsync(connection, wave, attempt);
                return await CopyAsync(connection, wave, attempt, batch);
            });
        }
    }

    public async Task WriteResultAsync(int wave, long attempt, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        const string sql = """
            INSERT INTO draw_result (wave, attempt, number, records)
            SELECT @wave, @attempt, @first + r.place::int - 1, r.records
            FROM unnest(@records) WITH ORDINALITY AS r (records, place)
            ON CONFLICT (wave, attempt, number) DO UPDATE SET records = excluded.records
            WHERE draw_result.records <> excluded.records
            """;
        foreach (var (first, records) in DrawBatches.Of(chunks, ResultsPerWrite))
        {
            await sessions.RunAsync(async connection =>
            {
                await using var command = Command(connection, sql, wave, attempt);
                command.Parameters.Add(new NpgsqlParameter<int>("first", first));
                command.Parameters.Add(new NpgsqlParameter<byte[][]>("records", records));
                return await command.ExecuteNonQueryAsync();
            });
        }
    }

    public async IAsyncEnumerable<RollChunk> ReadRollAsync(
        int wave, long attempt, bool withParticipants, [EnumeratorCancellation] CancellationToken cancelled = default)
    {
        const string sql = """
            SELECT number, first, root, records,
                   CASE WHEN @with_participants THEN participants ELSE '' END,
                   CASE WHEN @with_participants THEN households END
            FROM draw_roll WHERE wave = @wave AND attempt = @attempt AND number > @after ORDER BY number LIMIT @limit
            """;
        var last = -1;
        while (true)
        {
            cancelled.ThrowIfCancellationRequested();
            var page = await RowsAsync(
                sql, ChunkOf, wave, attempt, new NpgsqlParameter<bool>("with_participants", withParticipants),
                new NpgsqlParameter<int>("after", last), new NpgsqlParameter<int>("limit", ChunksPerRead));
            foreach (var chunk in page) yield return chunk;
            if (page.Count < ChunksPerRead) yield break;
            last = page[^1].Number;
        }
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadResultAsync(
        int wave, long attempt, [EnumeratorCancellation] CancellationToken cancelled = default)
    {
        const string sql = """
            SELECT number, records FROM draw_result
            WHERE wave = @wave AND attempt = @attempt AND number > @after ORDER BY number LIMIT @limit
            """;
        var last = -1;
        while (true)
        {
            cancelled.ThrowIfCancellationRequested();
            var page = await RowsAsync(
                sql, row => (Number: row.GetInt32(0), Records: row.GetFieldValue<byte[]>(1)), wave, attempt,
                new NpgsqlParameter<int>("after", last), new NpgsqlParameter<int>("limit", ResultsPerRead));
            foreach (var (_, records) in page) yield return records;
            if (page.Count < ResultsPerRead) yield break;
            last = page[^1].Number;
        }
    }

    public async ValueTask<RollChunk?> FindChunkAsync(int wave, long attempt, KeyedHash pseudonym)
    {
        const string sql = """
            SELECT number, first, root, records, participants, households FROM draw_roll
            WHERE wave = @wave AND attempt = @attempt AND first <= @pseudonym ORDER BY first DESC LIMIT 1
            """;
        var rows = await RowsAsync(
            sql, ChunkOf, wave, attempt, new NpgsqlParameter<Guid>("pseudonym", StoredHash.Of(pseudonym)));
        return rows.Count > 0 ? rows[0] : null;
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReadResultChunkAsync(int wave, long attempt, int number)
    {
        const string sql =
            "SELECT records FROM draw_result WHERE wave = @wave AND attempt = @attempt AND number = @number";
        var rows = await RowsAsync(
            sql, row => row.GetFieldValue<byte[]>(0), wave, attempt, new NpgsqlParameter<int>("number", number));
        return rows.Count > 0 ? rows[0] : default(ReadOnlyMemory<byte>);
    }

    public async ValueTask<ImmutableArray<ReadOnlyMemory<byte>>> ReadChunkRootsAsync(int wave, long attempt)
    {
        const string sql = "SELECT root FROM draw_roll WHERE wave = @wave AND attempt = @attempt ORDER BY number";
        var roots = await RowsAsync(
            sql, row => (ReadOnlyMemory<byte>)row.GetFieldValue<byte[]>(0), wave, attempt);
        return [.. roots];
    }

    public async Task DeleteOtherAttemptsAsync(int wave, long attempt)
    {
        // Many short transactions: the rows of one attempt may be 300 MB.
        foreach (var table in (string[])["draw_roll", "draw_result"])
        {
            var sql = $"""
                DELETE FROM {table} WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM {table} WHERE wave = @wave AND attempt <> @attempt LIMIT {RowsPerDelete}))
                """;
            int deleted;
            do
            {
                deleted = await sessions.RunAsync(async connection =>
                {
                    await using var command = Command(connection, sql, wave, attempt);
                    return await command.ExecuteNonQueryAsync();
                });
            }
            while (deleted == RowsPerDelete);
        }
    }

    private static async Task<int> DeleteAttemptAsync(NpgsqlConnection connection, int wave, long attempt)
    {
        await using var command = Command(
            connection, "DELETE FROM draw_roll WHERE wave = @wave AND attempt = @attempt", wave, attempt);
        return await command.ExecuteNonQueryAsync();
    }

    private static async Task<ulong> CopyAsync(
        NpgsqlConnection connection, int wave, long attempt, RollChunk[] chunks)
    {
        await using var rows = await connection.BeginBinaryImportAsync(
            """
            COPY draw_roll (wave, attempt, number, first, root, records, participants, households)
            FROM STDIN (FORMAT BINARY)
            """);
        foreach (var chunk in chunks)
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(wave, NpgsqlDbType.Integer);
            await rows.WriteAsync(attempt, NpgsqlDbType.Bigint);
            await rows.WriteAsync(chunk.Number, NpgsqlDbType.Integer);
            await rows.WriteAsync(StoredHash.Of(chunk.First), NpgsqlDbType.Uuid);
            await rows.WriteAsync(chunk.Root, NpgsqlDbType.Bytea);
            await rows.WriteAsync(chunk.Records, NpgsqlDbType.Bytea);
            await rows.WriteAsync(chunk.Participants, NpgsqlDbType.Bytea);
            await rows.WriteAsync(chunk.Households, NpgsqlDbType.Bytea);
        }

        return await rows.CompleteAsync();
    }

    private static RollChunk ChunkOf(NpgsqlDataReader row) => new(
        row.GetInt32(0),
        StoredHash.From(row.GetGuid(1)),
        row.GetFieldValue<byte[]>(2),
        row.GetFieldValue<byte[]>(3),
        row.GetFieldValue<byte[]>(4),
        row.IsDBNull(5) ? [] : row.GetFieldValue<byte[]>(5));

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, int wave, long attempt)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<int>("wave", wave));
        command.Parameters.Add(new NpgsqlParameter<long>("attempt", attempt));
        return command;
    }

    private Task<List<T>> RowsAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, int wave, long attempt, params NpgsqlParameter[] parameters) =>
        database.RowsAsync(
            sql,
            read,
            [new NpgsqlParameter<int>("wave", wave), new NpgsqlParameter<long>("attempt", attempt), .. parameters]);
}
