using Npgsql;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>Adds winners to the award queue and reserves a slot of the household for each.</summary>
internal static class PostgresWinners
{
    /// <summary>Winners whose households are read by one query.</summary>
    public const int PerSearch = 100_000;

    /// <summary>Winners of a transaction, and those of the same household as the last one.</summary>
    private const int PerWrite = 10_000;

    /// <summary>
    /// Splits sorted winners into batches. All winners of a household are in one batch, so they share its free slots
    /// within one transaction.
    /// </summary>
    public static IEnumerable<WinnerRow[]> Batches(WinnerRow[] rows)
    {
        for (var start = 0; start < rows.Length;)
        {
            var end = Math.Min(start + PerWrite, rows.Length);
            while (end < rows.Length && rows[end].Household == rows[end - 1].Household) end++;
            yield return rows[start..end];
            start = end;
        }
    }

    /// <summary>
    /// Makes the transactions of this class wait for each other, until they end. So a repeated addition sees the rows
    /// of the first one.
    /// </summary>
    public static async Task LockAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.award', 0))", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Reserves the lowest free slot for each winner, or stores it as refused when no slot is free. A winner that loses
    /// its slot to a commit at the same time is tried again: each statement has a new snapshot, which shows who holds
    /// the slot.
    /// </summary>
    public static async Task<int> AddAsync(
        NpgsqlConnection connection, int wave, WinnerRow[] rows, int slotsPerHousehold)
    {
        // The searches are subqueries, which stay searches down an index. The one join is between rows in memory; a
        // nested loop would compare all pairs. The costs of what is off would make PostgreSQL compile each statement.
        const string plan =
            "SET LOCAL enable_nestloop = off; SET LOCAL enable_seqscan = off; SET LOCAL jit = off";
        const string sql = """
            WITH fresh AS MATERIALIZED
            (
                SELECT w.participant, w.pseudonym, w.household, w.holder,
                       row_number() OVER (PARTITION BY w.household ORDER BY w.participant) AS place
                FROM unnest(@participants, @pseudonyms, @households, @holders)
                         AS w (participant, pseudonym, household, holder)
                WHERE (SELECT count(*) FROM award a WHERE a.wave = @wave AND a.participant = w.participant) = 0
            ),
            chosen AS MATERIALIZED
            (
                SELECT f.participant, f.pseudonym, f.household, f.holder,
                       (SELECT s.slot
                        FROM generate_series(1, @slots) AS s (slot)
                        WHERE (SELECT count(*) FROM claim c
                               WHERE c.value = f.household AND c.kind = @kind AND c.slot = s.slot::smallint) = 0
                        ORDER BY s.slot OFFSET f.place - 1 LIMIT 1)::smallint AS slot
                FROM fresh f
            ),
            reserved AS
            (
                INSERT INTO claim (value, kind, slot, holder_type, holder_key)
                SELECT household, @kind, slot, @holder_type, holder FROM chosen WHERE slot IS NOT NULL
                ORDER BY household, slot
                ON CONFLICT DO NOTHING
                RETURNING value, slot
            ),
            added AS
            (
                INSERT INTO award (wave, participant, pseudonym, household, slot, refused)
                SELECT @wave, c.participant, c.pseudonym, c.household, c.slot,
                       CASE WHEN c.slot IS NULL THEN @household_full END
                FROM chosen c LEFT JOIN reserved r ON r.value = c.household AND r.slot = c.slot
                WHERE c.slot IS NULL OR r.slot IS NOT NULL
                RETURNING participant
            )
            SELECT ((SELECT count(*) FROM fresh) - (SELECT count(*) FROM added))::int
            """;
        await using (var settings = new NpgsqlCommand(plan, connection)) await settings.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<int>("wave", wave));
        command.Parameters.Add(new NpgsqlParameter<int>("slots", slotsPerHousehold));
        command.Parameters.Add(new NpgsqlParameter<short>("kind", StoredClaimKinds.HouseholdSlot));
        command.Parameters.Add(new NpgsqlParameter<short>("household_full", HouseholdFull));
        command.Parameters.Add(new NpgsqlParameter<string>("holder_type", PostgresAwards.ParticipantTypeName));
        Add(command, "participants", rows, row => row.Participant);
        Add(command, "pseudonyms", rows, row => row.Pseudonym);
        Add(command, "households", rows, row => row.Household);
        Add(command, "holders", rows, row => DrawBatches.HolderOf(StoredHash.From(row.Participant)));
        while ((int)(await command.ExecuteScalarAsync())! > 0)
        {
            // A slot was lost; another one may be free.
        }

        return rows.Length;
    }

    private const short HouseholdFull = (short)Grains.Programme.NotSelectedReason.HouseholdFull;

    private static void Add<T>(NpgsqlCommand command, string name, WinnerRow[] rows, Func<WinnerRow, T> column) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>(name, [.. rows.Select(column)]));
}

/// <summary>A winner with the household, in stored form; sorted by household and participant.</summary>
internal readonly record struct WinnerRow(Guid Participant, Guid Pseudonym, Guid Household) : IComparable<WinnerRow>
{
    public int CompareTo(WinnerRow other)
    {
        var byHousehold = Household.CompareTo(other.Household);
        return byHousehold != 0 ? byHousehold : Participant.CompareTo(other.Participant);
    }
}
