using Npgsql;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>Stores the winners that wait for their card in the tables <c>award</c> and <c>redraw</c>.</summary>
public sealed class PostgresAwards(PostgresDatabase database, PostgresDrawSessions sessions) : IAwardStore
{
    private static readonly TimeSpan ScanTimeout = TimeSpan.FromMinutes(5);

    public async Task AddAsync(int wave, IReadOnlyList<Winner> winners, int slotsPerHousehold)
    {
        ArgumentNullException.ThrowIfNull(winners);
        var rows = await RowsOfAsync(wave, winners);
        var parts = PostgresWinners.Halves.Select(async half =>
        {
            foreach (var batch in PostgresWinners.Batches(rows, half))
                await AddAsync(wave, half, batch, slotsPerHousehold);
        });
        await Task.WhenAll(parts);
    }

    public async ValueTask<IReadOnlyList<QueuedAward>> ReadDueAsync(
        int wave, KeyedHash? after, DateTimeOffset now, int limit)
    {
        const string sql = """
            SELECT participant, slot, tries FROM award
            WHERE wave = @wave AND refused IS NULL AND (next_try_at IS NULL OR next_try_at <= @now)
              AND (@after::uuid IS NULL OR participant > @after)
            ORDER BY participant LIMIT @limit
            """;
        return await RowsAsync(
            sql, wave, row => new QueuedAward(StoredHash.From(row.GetGuid(0)), (byte)row.GetInt16(1), row.GetInt32(2)),
            new NpgsqlParameter<long>("now", StoredTime.Of(now)), After(after), Limit(limit));
    }

    public Task RecordAsync(int wave, IReadOnlyList<AwardAttempt> attempts)
    {
        // Each search is one step down an index, whatever the planner believes of an array's length. A refused row is
        // final, so a repeated record finds nothing to change; a failed one has its next try already.
        const string sql = """
            SET LOCAL enable_hashjoin = off;
            SET LOCAL enable_mergejoin = off;
            SELECT FROM award
            WHERE wave = @wave AND participant = ANY (@made || @refused || @failed)
            ORDER BY participant FOR UPDATE;
            DELETE FROM award WHERE wave = @wave AND refused IS NULL AND participant = ANY (@made);
            DELETE FROM claim c
                USING unnest(@refused, @holders) AS r (participant, holder)
                JOIN award a ON a.wave = @wave AND a.participant = r.participant AND a.refused IS NULL
            WHERE c.value = a.household AND c.kind = @kind AND c.slot = a.slot
              AND c.holder_type = @holder_type AND c.holder_key = r.holder;
            UPDATE award a SET refused = r.reason, slot = NULL
            FROM unnest(@refused, @reasons) AS r (participant, reason)
            WHERE a.wave = @wave AND a.participant = r.participant AND a.refused IS NULL;
            UPDATE award a SET tries = a.tries + 1, cause = f.cause, next_try_at = f.next_try_at
            FROM unnest(@failed, @causes, @next_try_ats) AS f (participant, cause, next_try_at)
            WHERE a.wave = @wave AND a.participant = f.participant AND a.refused IS NULL
              AND a.next_try_at IS DISTINCT FROM f.next_try_at
            """;
        var refused = attempts.Where(attempt => attempt.Refused is not null).ToArray();
        var failed = attempts.Where(attempt => attempt is { Refused: null, Cause: not null }).ToArray();
        var made = attempts.Where(attempt => attempt is { Refused: null, Cause: null }).ToArray();
        return sessions.RunAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            Add(command, "wave", wave);
            Add(command, "kind", StoredClaimKinds.HouseholdSlot);
            Add(command, "holder_type", ParticipantTypeName);
            Add(command, "made", HashesOf(made));
            Add(command, "refused", HashesOf(refused));
            Add(command, "holders", refused.Select(a => DrawBatches.HolderOf(a.Participant)).ToArray());
            Add(command, "reasons", refused.Select(a => (short)a.Refused!.Value).ToArray());
            Add(command, "failed", HashesOf(failed));
            Add(command, "causes", failed.Select(a => a.Cause!).ToArray());
            Add(command, "next_try_ats", failed.Select(a => StoredTime.NotBefore(a.NextTryAt)).ToArray());
            return await command.ExecuteNonQueryAsync();
        });
    }

    public async ValueTask<AwardQueueCounts> CountAsync(int wave)
    {
        const string sql = """
            SELECT count(*) FILTER (WHERE refused IS NULL AND tries = 0),
                   count(*) FILTER (WHERE refused IS NULL AND tries > 0),
                   count(*) FILTER (WHERE refused IS NOT NULL),
                   count(*) FILTER (WHERE refused IS NOT NULL AND redrawn_in IS NULL),
                   (SELECT count(*) FROM redraw WHERE wave = @wave AND outcome = 0),
                   min(next_try_at) FILTER (WHERE refused IS NULL AND tries > 0)
            FROM award WHERE wave = @wave
            """;
        var rows = await RowsAsync(sql, wave, row => new AwardQueueCounts(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4),
            row.IsDBNull(5) ? null : StoredTime.From(row.GetInt64(5))));
        return rows[0];
    }

    public async ValueTask<IReadOnlyList<WaitingAward>> ReadWaitingAsync(int wave, KeyedHash? after, int limit)
    {
        const string sql = """
            SELECT participant, tries, cause, next_try_at FROM award
            WHERE wave = @wave AND refused IS NULL AND tries > 0
              AND (@after::uuid IS NULL OR participant > @after)
            ORDER BY participant LIMIT @limit
            """;
        return await RowsAsync(
            sql, wave,
            row => new WaitingAward(
                StoredHash.From(row.GetGuid(0)), row.GetInt32(1), row.GetString(2), StoredTime.From(row.GetInt64(3))),
            After(after), Limit(limit));
    }

    public async ValueTask<IReadOnlyList<NotTaken>> ReadNotTakenAsync(int wave)
    {
        const string sql = """
            SELECT participant, pseudonym, refused FROM award
            WHERE wave = @wave AND refused IS NOT NULL AND redrawn_in IS NULL ORDER BY participant
            """;
        return await RowsAsync(sql, wave, row => new NotTaken(
            StoredHash.From(row.GetGuid(0)), StoredHash.From(row.GetGuid(1)), (NotSelectedReason)row.GetInt16(2)));
    }

    public async Task AddRedrawAsync(
        int wave, int round, IReadOnlyList<NotTaken> notTaken, IReadOnlyList<Winner> selected, int slotsPerHousehold)
    {
        const string sql = """
            UPDATE award a SET redrawn_in = @round
            FROM unnest(@participants, @outcomes) AS r (participant, outcome)
            WHERE a.wave = @wave AND a.participant = r.participant AND r.outcome <> 0
              AND a.refused IS NOT NULL AND a.redrawn_in IS NULL;
            INSERT INTO redraw (wave, round, pseudonym, participant, outcome)
            SELECT @wave, @round, r.pseudonym, r.participant, r.outcome
            FROM unnest(@participants, @pseudonyms, @outcomes) AS r (participant, pseudonym, outcome)
            """;
        var winners = await RowsOfAsync(wave, selected);
        var changed = notTaken.Select(n => (n.Participant, n.Pseudonym, Outcome: (short)n.Reason))
            .Concat(selected.Select(s => (s.Participant, s.Pseudonym, Outcome: DrawBatches.Selected)))
            .ToArray();
        await sessions.RunAsync(async connection =>
        {
            foreach (var half in PostgresWinners.Halves) await PostgresWinners.LockAsync(connection, wave, half);
            // The awards of a stored round may be made and gone, so a repeated round must not add them again.
            if (await IsStoredAsync(connection, wave, round)) return 0;
            await using var command = new NpgsqlCommand(sql, connection);
            Add(command, "wave", wave);
            Add(command, "round", round);
            Add(command, "participants", changed.Select(c => StoredHash.Of(c.Participant)).ToArray());
            Add(command, "pseudonyms", changed.Select(c => StoredHash.Of(c.Pseudonym)).ToArray());
            Add(command, "outcomes", changed.Select(c => c.Outcome).ToArray());
            await command.ExecuteNonQueryAsync();
            while (await PostgresWinners.AddAsync(connection, wave, winners, slotsPerHousehold) > 0)
            {
                // Another commit took a slot. Another slot may be free.
            }

            return 0;
        });
    }

    public async ValueTask<IReadOnlyList<RedrawnOutcome>> ReadRedrawsAsync(int wave)
    {
        const string sql = "SELECT round, pseudonym, outcome FROM redraw WHERE wave = @wave ORDER BY round, pseudonym";
        return await RowsAsync(sql, wave, OutcomeOf);
    }

    public async ValueTask<RedrawnOutcome?> FindRedrawAsync(int wave, KeyedHash pseudonym)
    {
        const string sql = """
            SELECT round, pseudonym, outcome FROM redraw
            WHERE wave = @wave AND pseudonym = @pseudonym ORDER BY round DESC LIMIT 1
            """;
        var rows = await RowsAsync(
            sql, wave, OutcomeOf, new NpgsqlParameter<Guid>("pseudonym", StoredHash.Of(pseudonym)));
        return rows.Count > 0 ? rows[0] : null;
    }

    internal const string ParticipantTypeName = Grains.Persistence.ParticipantKey.GrainTypeName;

    private static RedrawnOutcome OutcomeOf(NpgsqlDataReader row) => new(
        row.GetInt32(0), StoredHash.From(row.GetGuid(1)), DrawBatches.ReasonOf(row.GetInt16(2)));

    private static async Task<bool> IsStoredAsync(NpgsqlConnection connection, int wave, int round)
    {
        await using var query = new NpgsqlCommand(
            "SELECT EXISTS (SELECT FROM redraw WHERE wave = @wave AND round = @round)", connection);
        Add(query, "wave", wave);
        Add(query, "round", round);
        return (bool)(await query.ExecuteScalarAsync())!;
    }

    private static Guid[] HashesOf(AwardAttempt[] attempts) =>
        [.. attempts.Select(attempt => StoredHash.Of(attempt.Participant))];

    private static void Add<T>(NpgsqlCommand command, string name, T value) =>
        command.Parameters.Add(new NpgsqlParameter<T>(name, value));

    private static NpgsqlParameter After(KeyedHash? after) => new("after", NpgsqlTypes.NpgsqlDbType.Uuid)
    {
        Value = after is { } hash ? StoredHash.Of(hash) : DBNull.Value,
    };

    private static NpgsqlParameter<int> Limit(int limit) => new("limit", limit);

    /// <summary>
    /// Adds a batch. Most households have their first slots free, so the first transaction takes these without a
    /// search; a second one searches free slots for the winners that are left. No transaction tries twice: it takes its
    /// slots in the order of households, so additions of two waves never wait for each other in a circle.
    /// </summary>
    private async Task AddAsync(int wave, int half, WinnerRow[] batch, int slotsPerHousehold)
    {
        var left = await sessions.RunAsync(async connection =>
        {
            await PostgresWinners.LockAsync(connection, wave, half);
            return batch.Length
                - await PostgresWinners.AddToFirstSlotsAsync(connection, wave, batch, slotsPerHousehold);
        });
        while (left > 0)
        {
            left = await sessions.RunAsync(async connection =>
            {
                await PostgresWinners.LockAsync(connection, wave, half);
                return await PostgresWinners.AddAsync(connection, wave, batch, slotsPerHousehold);
            });
        }
    }

    /// <summary>The winners with their households, by household and participant.</summary>
    private async Task<WinnerRow[]> RowsOfAsync(int wave, IReadOnlyList<Winner> winners)
    {
        var rows = winners
            .Where(winner => winner.Household is not null)
            .Select(winner => RowOf(winner, StoredHash.Of(winner.Household!.Value)))
            .Concat(await FindHouseholdsAsync(wave, [.. winners.Where(winner => winner.Household is null)]))
            .ToArray();
        Array.Sort(rows);
        return rows;
    }

    private static WinnerRow RowOf(Winner winner, Guid household) =>
        new(StoredHash.Of(winner.Participant), StoredHash.Of(winner.Pseudonym), household);

    private async Task<WinnerRow[]> FindHouseholdsAsync(int wave, Winner[] winners)
    {
        // Each search is one step down an index. For a part of the winners the planner would read the whole roll.
        const string sql = """
            SELECT array_agg((SELECT household FROM roll_entry WHERE wave = @wave AND participant = w.participant)
                             ORDER BY w.place)
            FROM unnest(@participants) WITH ORDINALITY AS w (participant, place)
            """;
        var rows = Array.ConvertAll(winners, winner => RowOf(winner, default));
        // By participant now, because searches in the order of the index find its pages in the cache.
        Array.Sort(rows);
        var parts = Enumerable.Range(0, (winners.Length + PostgresWinners.PerSearch - 1) / PostgresWinners.PerSearch);
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = PostgresWinners.Halves.Length };
        await Parallel.ForEachAsync(parts, atOnce, async (part, _) =>
        {
            var first = part * PostgresWinners.PerSearch;
            var participants = new Guid[Math.Min(PostgresWinners.PerSearch, rows.Length - first)];
            for (var i = 0; i < participants.Length; i++) participants[i] = rows[first + i].Participant;
            var found = await RowsAsync(
                sql, wave, row => row.GetFieldValue<Guid?[]>(0),
                new NpgsqlParameter<Guid[]>("participants", participants));
            for (var i = 0; i < participants.Length; i++)
            {
                var household = found[0][i] ?? throw DrawBatches.NotOnRoll(wave);
                rows[first + i] = rows[first + i] with { Household = household };
            }
        });
        return rows;
    }

    private Task<List<T>> RowsAsync<T>(
        string sql, int wave, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters) =>
        database.RowsAsync(sql, read, [new NpgsqlParameter<int>("wave", wave), .. parameters], ScanTimeout);
}
