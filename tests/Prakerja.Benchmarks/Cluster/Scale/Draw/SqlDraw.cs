using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using Prakerja.Benchmarks.Stores;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Benchmarks.Cluster.Scale.Draw;

/// <summary>
/// The selection as one would write it with SQL window functions: tickets, the first members of each household up to
/// its room, the places of each tier and province. It cannot do the household's limit exactly, because a member counts
/// before it is known whether the quota selects it; and it has neither the reasons of the others nor their ranks.
/// </summary>
/// <param name="Tickets">Seconds for the table of tickets.</param>
/// <param name="Selection">Seconds for the table of winners.</param>
/// <param name="Winners">How many it selects.</param>
internal sealed record SqlDraw(double Tickets, double Selection, long Winners)
{
    private const string Tables = """
        DROP TABLE IF EXISTS sql_entry, sql_quota, sql_ticket, sql_winner;
        CREATE UNLOGGED TABLE sql_entry
            (pseudonym bytea, household uuid, room smallint, province smallint, tier smallint, reason smallint);
        CREATE UNLOGGED TABLE sql_quota (province smallint, tier smallint, places integer)
        """;

    // A table that is not logged: the fastest that PostgreSQL can do.
    private static string TicketsSql(string seed) => $"""
        CREATE UNLOGGED TABLE sql_ticket AS
        SELECT pseudonym, household, room, province, tier,
               substr(sha256('\x{seed}'::bytea || pseudonym), 1, 16) AS ticket
        FROM sql_entry WHERE reason = 0
        """;

    private const string WinnersSql = """
        CREATE UNLOGGED TABLE sql_winner AS
        WITH members AS
        (
            SELECT *, row_number() OVER (PARTITION BY household ORDER BY tier, ticket, pseudonym) AS member
            FROM sql_ticket
        ),
        ranked AS
        (
            SELECT *, row_number() OVER (PARTITION BY province, tier ORDER BY ticket, pseudonym) AS place
            FROM members WHERE member <= room
        ),
        in_tier AS
        (
            SELECT r.*, row_number() OVER (PARTITION BY r.province ORDER BY r.tier, r.ticket, r.pseudonym) AS total
            FROM ranked r LEFT JOIN sql_quota t ON t.province = r.province AND t.tier = r.tier
            WHERE t.places IS NULL OR r.place <= t.places
        )
        SELECT w.pseudonym, w.province, w.tier, w.ticket, w.place
        FROM in_tier w JOIN sql_quota q ON q.province = w.province AND q.tier = 0
        WHERE w.total <= q.places
        """;

    private const string Settings = "SET work_mem = '512MB'; SET maintenance_work_mem = '512MB'";

    public static async Task<SqlDraw> MeasureAsync(PostgresStore store, WaveState state, DrawRoll roll)
    {
        await using var connection = await store.Source.OpenConnectionAsync();
        await RunAsync(connection, Tables);
        await CopyAsync(connection, state, roll);
        await RunAsync(connection, "ANALYZE sql_entry; ANALYZE sql_quota");
        await RunAsync(connection, Settings);
        var begun = Stopwatch.GetTimestamp();
        await RunAsync(connection, TicketsSql(state.Seed!));
        await RunAsync(connection, "ANALYZE sql_ticket");
        var tickets = Stopwatch.GetElapsedTime(begun);
        await RunAsync(connection, WinnersSql);
        var all = Stopwatch.GetElapsedTime(begun);
        var winners = await store.CountAsync("SELECT count(*) FROM sql_winner");
        await RunAsync(connection, Tables);
        return new SqlDraw(tickets.TotalSeconds, (all - tickets).TotalSeconds, winners);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, WaveState state, DrawRoll roll)
    {
        await using (var rows = await connection.BeginBinaryImportAsync("COPY sql_entry FROM STDIN (FORMAT BINARY)"))
        {
            for (var i = 0; i < roll.Count; i++)
            {
                var record = roll[i];
                await rows.StartRowAsync();
                await rows.WriteAsync(record.Pseudonym.ToBytes(), NpgsqlDbType.Bytea);
                await rows.WriteAsync(new Guid(record.Household.ToBytes(), bigEndian: true), NpgsqlDbType.Uuid);
                foreach (var small in (short[])[record.Room, record.Province, record.Tier, (short)record.Reason])
                    await rows.WriteAsync(small, NpgsqlDbType.Smallint);
            }

            await rows.CompleteAsync();
        }

        await using var quotas = await connection.BeginBinaryImportAsync("COPY sql_quota FROM STDIN (FORMAT BINARY)");
        foreach (var quota in state.Plan.Quotas)
        {
            await WriteQuotaAsync(quotas, quota.Province, 0, quota.Places);
            foreach (var limit in quota.TierPlaces.IsDefault ? [] : quota.TierPlaces)
                await WriteQuotaAsync(quotas, quota.Province, limit.Tier, limit.Places);
        }

        await quotas.CompleteAsync();
    }

    private static async Task WriteQuotaAsync(
        NpgsqlBinaryImporter rows, ProvinceCode province, short tier, int places)
    {
        await rows.StartRowAsync();
        await rows.WriteAsync((short)province.Value, NpgsqlDbType.Smallint);
        await rows.WriteAsync(tier, NpgsqlDbType.Smallint);
        await rows.WriteAsync(places, NpgsqlDbType.Integer);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await RunAsync(command);
    }

    private static Task<int> RunAsync(NpgsqlCommand command)
    {
        command.CommandTimeout = 1200;
        return command.ExecuteNonQueryAsync();
    }
}
