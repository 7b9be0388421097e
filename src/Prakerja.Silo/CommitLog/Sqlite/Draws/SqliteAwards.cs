using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>Stores the winners that wait for their card in the tables <c>award</c> and <c>redraw</c>.</summary>
public sealed class SqliteAwards(SqliteCommitEngine engine, SqliteReaders readers) : IAwardStore
{
    /// <summary>Winners in a transaction of the writer, which delays commits: some ms.</summary>
    private const int WinnersPerWrite = 256;

    public async Task AddAsync(int wave, IReadOnlyList<Winner> winners, int slotsPerHousehold)
    {
        foreach (var batch in winners.Chunk(WinnersPerWrite))
        {
            await engine.TransactAsync(session =>
            {
                foreach (var winner in batch) SqliteWinners.Add(session, wave, winner, slotsPerHousehold);
                return true;
            });
        }
    }

    public async ValueTask<IReadOnlyList<QueuedAward>> ReadDueAsync(
        int wave, KeyedHash? after, DateTimeOffset now, int limit)
    {
        const string sql = """
            SELECT participant, slot, tries FROM award
            WHERE wave = ?1 AND participant > ?2 AND refused IS NULL AND (next_try_at IS NULL OR next_try_at <= ?3)
            ORDER BY participant LIMIT ?4
            """;
        return await readers.SearchAsync(session => session.Rows(
            sql,
            query => query.Bind(1, wave).Bind(2, After(after)).Bind(3, StoredTime.Of(now)).Bind(4, limit),
            row => new QueuedAward(KeyedHash.FromBytes(row.Blob(0)), (byte)row.Number(1), (int)row.Number(2))));
    }

    public Task RecordAsync(int wave, IReadOnlyList<AwardAttempt> attempts)
    {
        var recorded = attempts.ToArray();
        return engine.TransactAsync(session =>
        {
            foreach (var attempt in recorded) SqliteWinners.Record(session, wave, attempt);
            return true;
        });
    }

    public async ValueTask<AwardQueueCounts> CountAsync(int wave)
    {
        const string sql = """
            SELECT count(*) FILTER (WHERE refused IS NULL AND tries = 0),
                   count(*) FILTER (WHERE refused IS NULL AND tries > 0),
                   count(*) FILTER (WHERE refused IS NOT NULL),
                   count(*) FILTER (WHERE refused IS NOT NULL AND redrawn_in IS NULL),
                   (SELECT count(*) FROM redraw WHERE wave = ?1 AND outcome = 0),
                   min(next_try_at) FILTER (WHERE refused IS NULL AND tries > 0)
            FROM award WHERE wave = ?1
            """;
        var rows = await readers.ScanAsync(session => session.Rows(
            sql,
            query => query.Bind(1, wave),
            row => new AwardQueueCounts(
                row.Number(0), row.Number(1), row.Number(2), row.Number(3), row.Number(4),
                row.IsNull(5) ? null : StoredTime.From(row.Number(5)))));
        return rows[0];
    }

    public async ValueTask<IReadOnlyList<WaitingAward>> ReadWaitingAsync(int wave, KeyedHash? after, int limit)
    {
        const string sql = """
            SELECT participant, tries, cause, next_try_at FROM award
            WHERE wave = ?1 AND participant > ?2 AND refused IS NULL AND tries > 0 ORDER BY participant LIMIT ?3
            """;
        return await readers.SearchAsync(session => session.Rows(
            sql,
            query => query.Bind(1, wave).Bind(2, After(after)).Bind(3, limit),
            row => new WaitingAward(
                KeyedHash.FromBytes(row.Blob(0)), (int)row.Number(1), row.Text(2), StoredTime.From(row.Number(3)))));
    }

    public async ValueTask<IReadOnlyList<NotTaken>> ReadNotTakenAsync(int wave)
    {
        const string sql = """
            SELECT participant, pseudonym, refused FROM award
            WHERE wave = ?1 AND refused IS NOT NULL AND redrawn_in IS NULL ORDER BY participant
            """;
        return await readers.ScanAsync(session => session.Rows(
            sql,
            query => query.Bind(1, wave),
            row => new NotTaken(
                KeyedHash.FromBytes(row.Blob(0)),
                KeyedHash.FromBytes(row.Blob(1)),
                (NotSelectedReason)row.Number(2))));
    }

    public Task AddRedrawAsync(
        int wave, int round, IReadOnlyList<NotTaken> notTaken, IReadOnlyList<Winner> selected, int slotsPerHousehold)
    {
        var (places, winners) = (notTaken.ToArray(), selected.ToArray());
        return engine.TransactAsync(session =>
        {
            // The awards of a stored round may be made and gone, so a repeated round must not add them again.
            if (SqliteWinners.IsStored(session, wave, round)) return false;
            foreach (var place in places) SqliteWinners.Redraw(session, wave, round, place);
            foreach (var winner in winners)
            {
                SqliteWinners.AddOutcome(
                    session, wave, round, winner.Pseudonym, winner.Participant, DrawBatches.Selected);
                SqliteWinners.Add(session, wave, winner, slotsPerHousehold);
            }

            return true;
        });
    }

    public async ValueTask<IReadOnlyList<RedrawnOutcome>> ReadRedrawsAsync(int wave)
    {
        const string sql = "SELECT round, pseudonym, outcome FROM redraw WHERE wave = ?1 ORDER BY round, pseudonym";
        return await readers.ScanAsync(session => session.Rows(sql, query => query.Bind(1, wave), OutcomeOf));
    }

    public async ValueTask<RedrawnOutcome?> FindRedrawAsync(int wave, KeyedHash pseudonym)
    {
        const string sql = """
            SELECT round, pseudonym, outcome FROM redraw
            WHERE wave = ?1 AND pseudonym = ?2 ORDER BY round DESC LIMIT 1
            """;
        var rows = await readers.SearchAsync(session => session.Rows(
            sql, query => query.Bind(1, wave).Bind(2, pseudonym.ToBytes()), OutcomeOf));
        return rows.Count > 0 ? rows[0] : null;
    }

    private static RedrawnOutcome OutcomeOf(RawStatement row) => new(
        (int)row.Number(0), KeyedHash.FromBytes(row.Blob(1)), DrawBatches.ReasonOf(row.Number(2)));

    // Every hash is above the empty blob.
    private static ReadOnlySpan<byte> After(KeyedHash? after) => after is { } hash ? hash.ToBytes() : [];
}
