using Npgsql;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>Adds winners to the award queue and reserves a slot of the household for each.</summary>
internal static class PostgresWinners
{
    /// <summary>Winners whose households are read by one query.</summary>
    public const int PerSearch = 50_000;

    /// <summary>
    /// Winners of a transaction, and those of the same household as the last one. Readers of the event log wait for a
    /// transaction that is running, so it must take less than a second.
    /// </summary>
    private const int PerWrite = 25_000;

    /// <summary>
    /// The halves of all households, by the first bit. They are written at the same time, on a connection each.
    /// </summary>
    public static readonly int[] Halves = [0, 1];

    /// <summary>
    /// Splits the winners of one half into batches. All winners of a household are in one batch, so they share its free
    /// slots within one transaction.
    /// </summary>
    /// <param name="rows">Sorted.</param>
    public static IEnumerable<WinnerRow[]> Batches(WinnerRow[] rows, int half)
    {
        var border = Array.FindIndex(rows, row => row.Half > 0);
        if (border < 0) border = rows.Length;
        var (start, last) = half == 0 ? (0, border) : (border, rows.Length);
        while (start < last)
        {
            var end = Math.Min(start + PerWrite, last);
            while (end < last && rows[end].Household == rows[end - 1].Household) end++;
            yield return rows[start..end];
            start = end;
        }
    }

    /// <summary>
    /// Makes transactions that add the same winners wait for each other, until they end. So a repeated addition sees
    /// the rows of the first one.
    /// </summary>
    public static async Task LockAsync(NpgsqlConnection connection, int wave, int half)
    {
        await using var command = new NpgsqlCommand(
            "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '.award', @wave * 2 + @half))",
            connection);
        command.Parameters.Add(new NpgsqlParameter<long>("wave", wave));
        command.Parameters.Add(new NpgsqlParameter<long>("half", half));
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Adds winners with the first slots of their households, without a search for free ones. Leaves out winners that
    /// are in the table, and those whose slot is taken.
    /// </summary>
    /// <param name="rows">Sorted, with all winners of each household.</param>
    /// <returns>How many winners were added.</returns>
    public static async Task<int> AddToFirstSlotsAsync(
        NpgsqlConnection connection, int wave, WinnerRow[] rows, int slotsPerHousehold)
    {
        const string sql = """
            WITH reserved AS
            (
                INSERT INTO claim (value, kind, slot, holder_type, holder_key)
                SELECT w.household, @kind, w.slot, @holder_type, w.holder
                FROM unnest(@participants, @households, @slots, @holders) AS w (participant, household, slot, holder)
                WHERE (SELECT count(*) FROM award a WHERE a.wave = @wave AND a.participant = w.participant) = 0
                ON CONFLICT DO NOTHING
                RETURNING value, slot
            )
            INSERT INTO award (wave, participant, pseudonym, household, slot)
            SELECT @wave, w.participant, w.pseudonym, w.household, w.slot
            FROM unnest(@participants, @pseudonyms, @households, @slots) AS w (participant, pseudonym, household, slot)
                     JOIN reserved r ON r.value = w.household AND r.slot = w.slot
            """;
        var (chosen, slots) = (new List<WinnerRow>(rows.Length), new List<short>(rows.Length));
        short place = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            place = i > 0 && rows[i].Household == rows[i - 1].Household ? (short)(place + 1) : (short)1;
            if (place > slotsPerHousehold) continue;
            chosen.Add(rows[i]);
            slots.Add(place);
        }

        await using var command = await CommandAsync(connection, sql, wave, chosen);
        command.Parameters.Add(new NpgsqlParameter<short[]>("slots", [.. slots]));
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Reserves the lowest free slot for each winner, or stores it as refused when no slot is free. Winners that are in
    /// the table are left as they are.
    /// </summary>
    /// <returns>
    /// How many winners were not added because a commit took their slot at the same time. The next statement has a new
    /// snapshot, which shows who holds the slot.
    /// </returns>
    public static async Task<int> AddAsync(
        NpgsqlConnection connection, int wave, WinnerRow[] rows, int slotsPerHousehold)
    {
        const string sql = """
            WITH fresh AS MATERIALIZED
            (
                SELECT w.participant, w.pseudonym, w.household, w.holder,
                       row_number() OVER (PARTITION BY w.household ORDER BY w.participant) AS place,
                       (SELECT array_agg(c.slot) FROM claim c WHERE c.value = w.household AND c.kind = @kind) AS taken
                FROM unnest(@participants, @pseudonyms, @households, @holders)
                         AS w (participant, pseudonym, household, holder)
                WHERE (SELECT count(*) FROM award a WHERE a.wave = @wave AND a.participant = w.participant) = 0
            ),
            chosen AS MATERIALIZED
            (
                SELECT f.participant, f.pseudonym, f.household, f.holder,
                       (SELECT s.slot FROM generate_series(1, @slots) AS s (slot)
                        WHERE s.slot <> ALL (coalesce(f.taken, '{}'))
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
        await using var command = await CommandAsync(connection, sql, wave, rows);
        command.Parameters.Add(new NpgsqlParameter<int>("slots", slotsPerHousehold));
        command.Parameters.Add(new NpgsqlParameter<short>("household_full", HouseholdFull));
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<NpgsqlCommand> CommandAsync(
        NpgsqlConnection connection, string sql, int wave, IReadOnlyList<WinnerRow> rows)
    {
        // The searches are subqueries, which stay searches down an index. The one join is between rows in memory; a
        // nested loop would compare all pairs.
        const string plan = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'";
        await using (var settings = new NpgsqlCommand(plan, connection)) await settings.ExecuteNonQueryAsync();
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<int>("wave", wave));
        command.Parameters.Add(new NpgsqlParameter<short>("kind", StoredClaimKinds.HouseholdSlot));
        command.Parameters.Add(new NpgsqlParameter<string>("holder_type", PostgresAwards.ParticipantTypeName));
        Add(command, "participants", rows, row => row.Participant);
        Add(command, "pseudonyms", rows, row => row.Pseudonym);
        Add(command, "households", rows, row => row.Household);
        Add(command, "holders", rows, row => DrawBatches.HolderOf(StoredHash.From(row.Participant)));
        return command;
    }

    private const short HouseholdFull = (short)Grains.Programme.NotSelectedReason.HouseholdFull;

    private static void Add<T>(
        NpgsqlCommand command, string name, IReadOnlyList<WinnerRow> rows, Func<WinnerRow, T> column) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>(name, [.. rows.Select(column)]));
}

/// <summary>A winner with the household, in stored form; sorted by household and participant.</summary>
internal readonly record struct WinnerRow(Guid Participant, Guid Pseudonym, Guid Household) : IComparable<WinnerRow>
{
    /// <summary>The first bit of the household.</summary>
    public int Half
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            Household.TryWriteBytes(bytes, bigEndian: true, out _);
            return bytes[0] >> 7;
        }
    }

    public int CompareTo(WinnerRow other)
    {
        var byHousehold = Household.CompareTo(other.Household);
        return byHousehold != 0 ? byHousehold : Participant.CompareTo(other.Participant);
    }
}
