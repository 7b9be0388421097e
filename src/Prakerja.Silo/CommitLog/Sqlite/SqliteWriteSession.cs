using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.CommitLog.Sqlite;

/// <summary>
/// Writes batches of commits, each batch in one transaction. Every check of a commit comes before its first write, so a
/// refused commit writes nothing and needs no savepoint. Nothing else writes these tables, except the stock storage,
/// which writes rows of its own to <c>grain_state</c>.
/// </summary>
internal sealed class SqliteWriteSession : IDisposable
{
    private readonly RawConnection connection;
    private readonly List<RawStatement> statements = [];
    private readonly SqliteReadSession others;

    private readonly RawStatement begin;
    private readonly RawStatement commitAll;
    private readonly RawStatement findGate;
    private readonly RawStatement findOnRoll;
    private readonly RawStatement findClaim;
    private readonly RawStatement findState;
    private readonly RawStatement insertState;
    private readonly RawStatement updateState;
    private readonly RawStatement updateStateAndDeadline;
    private readonly RawStatement insertEvent;
    private readonly RawStatement insertRollEntry;
    private readonly RawStatement insertClaim;
    private readonly RawStatement deleteClaim;
    private readonly RawStatement upsertGate;

    private long lastEvent;

    public SqliteWriteSession(RawConnection connection)
    {
        this.connection = connection;
        others = new SqliteReadSession(connection);
        try
        {
            begin = Prepare("BEGIN IMMEDIATE");
            commitAll = Prepare("COMMIT");
            findGate = Prepare("SELECT opens_at, closes_at, closed FROM wave_gate WHERE wave = ?1");
            findOnRoll = Prepare("SELECT 1 FROM roll_entry WHERE wave = ?1 AND participant = ?2");
            findClaim = Prepare(
                "SELECT holder_type, holder_key FROM claim WHERE value = ?1 AND kind = ?2 AND slot = ?3");
            findState = Prepare("SELECT id, version, last_event FROM grain_state WHERE type = ?1 AND key = ?2");
            insertState = Prepare("""
                INSERT INTO grain_state (type, key, version, last_event, due_partition, due_at, payload)
                VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6)
                """);
            updateState = Prepare(
                "UPDATE grain_state SET version = ?2, last_event = ?3, payload = ?4 WHERE id = ?1");
            updateStateAndDeadline = Prepare("""
                UPDATE grain_state SET version = ?2, last_event = ?3, payload = ?4, due_partition = ?5, due_at = ?6
                WHERE id = ?1
                """);
            insertEvent = Prepare("""
                INSERT INTO event_log (number, partition, previous, grain_type, grain_key, type, at, payload)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                """);
            insertRollEntry = Prepare("""
                INSERT INTO roll_entry
                    (wave, partition, applied_at, participant, household, province, tier, set_aside)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                """);
            insertClaim = Prepare("""
                INSERT INTO claim (value, kind, slot, holder_type, holder_key) VALUES (?1, ?2, ?3, ?4, ?5)
                ON CONFLICT DO NOTHING
                """);
            deleteClaim = Prepare("""
                DELETE FROM claim
                WHERE value = ?1 AND kind = ?2 AND slot = ?3 AND holder_type = ?4 AND holder_key = ?5
                """);
            upsertGate = Prepare("""
                INSERT INTO wave_gate (wave, opens_at, closes_at, closed) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (wave) DO UPDATE
                SET opens_at = excluded.opens_at, closes_at = excluded.closes_at, closed = excluded.closed
                """);
            lastEvent = connection.Number("SELECT max(number) FROM event_log");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Writes a batch. After an exception the session must be disposed, which rolls the batch back.</summary>
    public void Write(ReadOnlySpan<Commit> commits, Span<CommitOutcome> outcomes)
    {
        begin.Run();
        for (var i = 0; i < commits.Length; i++)
            outcomes[i] = Write(commits[i]);
        commitAll.Run();
    }

    /// <summary>Runs other work in one transaction. After an exception the session must be disposed.</summary>
    public T Transact<T>(Func<SqliteReadSession, T> work)
    {
        begin.Run();
        var result = work(others);
        commitAll.Run();
        return result;
    }

    public void Dispose()
    {
        foreach (var statement in statements)
            statement.Dispose();
        others.Dispose(); // with the connection
    }

    private CommitOutcome Write(Commit commit)
    {
        if (commit.RollEntry is { } entry)
        {
            if (!IsGateOpen(entry)) return CommitOutcome.Refused(CommitStatus.WaveClosed);
            if (IsOnRoll(entry)) return CommitOutcome.Refused(CommitStatus.AlreadyOnRoll);
        }

        foreach (var claim in Each(commit.Claims))
        {
            if (IsHeldByAnother(claim, commit.Grain)) return CommitOutcome.ClaimTaken(claim);
        }

        var row = FindState(commit.Grain);
        if (row.Version != (commit.ExpectedVersion ?? 0))
            return CommitOutcome.Refused(CommitStatus.VersionConflict);

        WriteClaims(commit);
        if (commit.Gate is { } gate) WriteGate(gate);
        var newestEvent = WriteEvents(commit, row.LastEvent);
        WriteState(commit, row, newestEvent);
        if (commit.RollEntry is not null) WriteRollEntry(commit.RollEntry);
        return CommitOutcome.Committed(row.Version + 1, Each(commit.Events).IsEmpty ? 0 : newestEvent);
    }

    private bool IsGateOpen(RollEntry entry)
    {
        findGate.Bind(1, entry.Wave);
        try
        {
            if (!findGate.Step()) return false;
            var appliedAt = StoredTime.Of(entry.AppliedAt);
            var (opensAt, closesAt, closed) = (findGate.Number(0), findGate.Number(1), findGate.Number(2) != 0);
            return !closed && opensAt <= appliedAt && appliedAt < closesAt;
        }
        finally
        {
            findGate.Reset();
        }
    }

    private bool IsOnRoll(RollEntry entry)
    {
        Span<byte> hash = stackalloc byte[KeyedHash.LengthBytes];
        findOnRoll.Bind(1, entry.Wave).Bind(2, Bytes(entry.Participant, hash));
        try
        {
            return findOnRoll.Step();
        }
        finally
        {
            findOnRoll.Reset();
        }
    }

    private bool IsHeldByAnother(Claim claim, GrainKey grain)
    {
        BindKey(findClaim, claim);
        try
        {
            return findClaim.Step() && (findClaim.Text(1) != grain.Key || findClaim.Text(0) != grain.Type);
        }
        finally
        {
            findClaim.Reset();
        }
    }

    private StateRow FindState(GrainKey grain)
    {
        findState.Bind(1, grain.Type).Bind(2, grain.Key);
        try
        {
            return findState.Step()
                ? new StateRow(findState.Number(0), findState.Number(1), findState.Number(2))
                : default;
        }
        finally
        {
            findState.Reset();
        }
    }

    private void WriteClaims(Commit commit)
    {
        // Released claims come first, so that a value that is in both lists stays held.
        foreach (var claim in Each(commit.Released))
        {
            BindKey(deleteClaim, claim);
            deleteClaim.Bind(4, commit.Grain.Type).Bind(5, commit.Grain.Key).Run();
        }

        foreach (var claim in Each(commit.Claims))
        {
            BindKey(insertClaim, claim);
            insertClaim.Bind(4, commit.Grain.Type).Bind(5, commit.Grain.Key).Run();
        }
    }

    private void WriteGate(WaveGate gate) => upsertGate
        .Bind(1, gate.Wave)
        .Bind(2, StoredTime.Of(gate.OpensAt))
        .Bind(3, StoredTime.Of(gate.ClosesAt))
        .Bind(4, gate.Closed ? 1 : 0)
        .Run();

    private long WriteEvents(Commit commit, long previous)
    {
        var events = Each(commit.Events);
        if (events.IsEmpty) return previous;
        insertEvent.Bind(2, Partitions.Of(commit.Grain.Key, Partitions.Events))
            .Bind(4, commit.Grain.Type)
            .Bind(5, commit.Grain.Key);
        foreach (var @event in events)
        {
            insertEvent.Bind(1, ++lastEvent)
                .Bind(3, previous)
                .Bind(6, @event.Type)
                .Bind(7, StoredTime.Of(@event.At))
                .Bind(8, @event.Payload.Span)
                .Run();
            previous = lastEvent;
        }

        return previous;
    }

    private void WriteState(Commit commit, StateRow row, long newestEvent)
    {
        var dueAt = commit.Deadline.At is { } at ? StoredTime.NotBefore(at) : (long?)null;
        var duePartition =
            dueAt is null ? (long?)null : Partitions.OfDeadline(commit.Grain.Type, commit.Grain.Key);
        if (row.Version == 0)
        {
            insertState.Bind(1, commit.Grain.Type).Bind(2, commit.Grain.Key).Bind(3, newestEvent)
                .Bind(4, duePartition).Bind(5, dueAt).Bind(6, commit.State.Span).Run();
            return;
        }

        var update = commit.Deadline.Changes ? updateStateAndDeadline : updateState;
        update.Bind(1, row.Id).Bind(2, row.Version + 1).Bind(3, newestEvent).Bind(4, commit.State.Span);
        if (commit.Deadline.Changes) update.Bind(5, duePartition).Bind(6, dueAt);
        update.Run();
    }

    private void WriteRollEntry(RollEntry entry)
    {
        Span<byte> participant = stackalloc byte[KeyedHash.LengthBytes];
        Span<byte> household = stackalloc byte[KeyedHash.LengthBytes];
        insertRollEntry.Bind(1, entry.Wave)
            .Bind(2, entry.Partition)
            .Bind(3, StoredTime.Of(entry.AppliedAt))
            .Bind(4, Bytes(entry.Participant, participant))
            .Bind(5, Bytes(entry.Household, household))
            .Bind(6, entry.Province.Value)
            .Bind(7, entry.Tier)
            .Bind(8, (long?)entry.SetAside)
            .Run();
    }

    private static void BindKey(RawStatement statement, Claim claim)
    {
        Span<byte> value = stackalloc byte[KeyedHash.LengthBytes];
        statement.Bind(1, Bytes(claim.Value, value)).Bind(2, (long)claim.Kind).Bind(3, claim.Slot);
    }

    private static ReadOnlySpan<byte> Bytes(KeyedHash hash, Span<byte> buffer)
    {
        hash.CopyTo(buffer);
        return buffer;
    }

    private static ReadOnlySpan<T> Each<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items.AsSpan();

    private RawStatement Prepare(string sql)
    {
        var statement = connection.Prepare(sql);
        statements.Add(statement);
        return statement;
    }

    /// <summary>A row of <c>grain_state</c>; version 0 when the grain has none.</summary>
    private readonly record struct StateRow(long Id, long Version, long LastEvent);
}
