using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>Stores sealed rolls and results of draws in the tables <c>draw_roll</c> and <c>draw_result</c>.</summary>
public sealed class SqliteDrawFiles(SqliteCommitEngine engine, SqliteReaders readers) : IDrawFiles
{
    /// <summary>Chunks in a transaction of the writer, which delays commits: less than 1 MB.</summary>
    private const int ChunksPerWrite = 64;

    private const int ResultsPerWrite = 256;

    private const int RowsPerDelete = 64;

    // Chunks are read in pages: a slow reader, such as a download, keeps no worker busy.
    private const int ChunksPerRead = 64;

    private const int ResultsPerRead = 512;

    public async Task WriteRollAsync(int wave, long attempt, IEnumerable<RollChunk> chunks)
    {
        const string sql = """
            INSERT INTO draw_roll (wave, attempt, number, first, root, records, participants, households)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (wave, attempt, number) DO UPDATE
            SET first = excluded.first, root = excluded.root, records = excluded.records,
                participants = excluded.participants, households = excluded.households
            """;
        foreach (var batch in DrawBatches.Of(chunks, ChunksPerWrite))
        {
            await engine.TransactAsync(session =>
            {
                foreach (var chunk in batch)
                {
                    session.Run(sql, insert => insert.Bind(1, wave).Bind(2, attempt).Bind(3, chunk.Number)
                        .Bind(4, chunk.First.ToBytes()).Bind(5, chunk.Root.Span).Bind(6, chunk.Records.Span)
                        .Bind(7, chunk.Participants.Span).Bind(8, chunk.Households.Span));
                }

                return true;
            });
        }
    }

    public async Task WriteResultAsync(int wave, long attempt, IEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        const string sql = """
            INSERT INTO draw_result (wave, attempt, number, records) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (wave, attempt, number) DO UPDATE SET records = excluded.records
            """;
        foreach (var (first, records) in DrawBatches.Of(chunks, ResultsPerWrite))
        {
            await engine.TransactAsync(session =>
            {
                for (var i = 0; i < records.Length; i++)
                {
                    var number = i;
                    session.Run(sql, insert => insert.Bind(1, wave).Bind(2, attempt).Bind(3, first + number)
                        .Bind(4, records[number]));
                }

                return true;
            });
        }
    }

    public async IAsyncEnumerable<RollChunk> ReadRollAsync(
        int wave, long attempt, bool withParticipants, [EnumeratorCancellation] CancellationToken cancelled = default)
    {
        const string sql = """
            SELECT number, first, root, records, CASE WHEN ?5 THEN participants ELSE x'' END,
                   CASE WHEN ?5 THEN coalesce(households, x'') ELSE x'' END
            FROM draw_roll
            WHERE wave = ?1 AND attempt = ?2 AND number > ?3 ORDER BY number LIMIT ?4
            """;
        var last = -1;
        while (true)
        {
            cancelled.ThrowIfCancellationRequested();
            var after = last;
            var page = await readers.ScanAsync(session => session.Rows(
                sql,
                query => query.Bind(1, wave).Bind(2, attempt).Bind(3, after).Bind(4, ChunksPerRead)
                    .Bind(5, withParticipants ? 1 : 0),
                ChunkOf));
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
            WHERE wave = ?1 AND attempt = ?2 AND number > ?3 ORDER BY number LIMIT ?4
            """;
        var last = -1;
        while (true)
        {
            cancelled.ThrowIfCancellationRequested();
            var after = last;
            var page = await readers.ScanAsync(session => session.Rows(
                sql,
                query => query.Bind(1, wave).Bind(2, attempt).Bind(3, after).Bind(4, ResultsPerRead),
                row => (Number: (int)row.Number(0), Records: row.Blob(1).ToArray())));
            foreach (var (_, records) in page) yield return records;
            if (page.Count < ResultsPerRead) yield break;
            last = page[^1].Number;
        }
    }

    public async ValueTask<RollChunk?> FindChunkAsync(int wave, long attempt, KeyedHash pseudonym)
    {
        const string sql = """
            SELECT number, first, root, records, participants, coalesce(households, x'') FROM draw_roll
            WHERE wave = ?1 AND attempt = ?2 AND first <= ?3 ORDER BY first DESC LIMIT 1
            """;
        var rows = await readers.SearchAsync(session => session.Rows(
            sql, query => query.Bind(1, wave).Bind(2, attempt).Bind(3, pseudonym.ToBytes()), ChunkOf));
        return rows.Count > 0 ? rows[0] : null;
    }

    public async ValueTask<ReadOnlyMemory<byte>> ReadResultChunkAsync(int wave, long attempt, int number)
    {
        const string sql = "SELECT records FROM draw_result WHERE wave = ?1 AND attempt = ?2 AND number = ?3";
        var rows = await readers.SearchAsync(session => session.Rows(
            sql, query => query.Bind(1, wave).Bind(2, attempt).Bind(3, number), row => row.Blob(0).ToArray()));
        return rows.Count > 0 ? rows[0] : default(ReadOnlyMemory<byte>);
    }

    public async ValueTask<ImmutableArray<ReadOnlyMemory<byte>>> ReadChunkRootsAsync(int wave, long attempt)
    {
        const string sql = "SELECT root FROM draw_roll WHERE wave = ?1 AND attempt = ?2 ORDER BY number";
        var roots = await readers.ScanAsync(session => session.Rows(
            sql,
            query => query.Bind(1, wave).Bind(2, attempt),
            row => (ReadOnlyMemory<byte>)row.Blob(0).ToArray()));
        return [.. roots];
    }

    public async Task DeleteOtherAttemptsAsync(int wave, long attempt)
    {
        // Short transactions, so that commits go on between them.
        foreach (var table in (string[])["draw_roll", "draw_result"])
        {
            var sql = $"""
                DELETE FROM {table} WHERE rowid IN (
                    SELECT rowid FROM {table} WHERE wave = ?1 AND attempt <> ?2 LIMIT {RowsPerDelete})
                RETURNING number
                """;
            while (await engine.TransactAsync(session => session.Rows(
                sql, delete => delete.Bind(1, wave).Bind(2, attempt), row => row.Number(0)).Count) > 0)
            {
                // More rows may be left.
            }
        }
    }

    private static RollChunk ChunkOf(RawStatement row) => new(
        (int)row.Number(0),
        KeyedHash.FromBytes(row.Blob(1)),
        row.Blob(2).ToArray(),
        row.Blob(3).ToArray(),
        row.Blob(4).ToArray(),
        row.Blob(5).ToArray());
}
