using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using Prakerja.Peers.Crud;

namespace Prakerja.Benchmarks.Cluster.Services;

/// <summary>The service without actors (tests/Prakerja.Peers.Crud), on a database of its own.</summary>
internal sealed class CrudPeer : IJoinService
{
    private const int Wave = 21;
    private const int RollPartitions = 16;

    private readonly NpgsqlDataSource source;
    private readonly Tokens tokens;
    private int people;

    private CrudPeer(ProgramProcess program, NpgsqlDataSource source, Tokens tokens) =>
        (Program, this.source, this.tokens) = (program, source, tokens);

    public string Name => "CRUD";

    public ProgramProcess Program { get; }

    public static async Task<CrudPeer> StartAsync(string connectionString, int pool, string directory)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var program = await ProgramProcess.StartAsync(
            "Prakerja.Peers.Crud",
            "/empty",
            [
                $"--ConnectionString={connectionString}",
                string.Create(CultureInfo.InvariantCulture, $"--Connections={pool}"),
                $"--TokenKey={Convert.ToHexString(key)}",
            ],
            directory);
        var peer = new CrudPeer(program, NpgsqlDataSource.Create(connectionString), new Tokens(key));
        await peer.OpenWaveAsync();
        return peer;
    }

    public async Task<IReadOnlyList<Newcomer>> NewcomersAsync(int count)
    {
        var ids = new Guid[count];
        await using (var connection = await source.OpenConnectionAsync())
        await using (var copy = await connection.BeginBinaryImportAsync("""
            COPY participant (id, nik, family_card, household, name, birth_date, female, mothers_name, email,
                phone, province, tier, in_education, phone_verified, test_right, test_passed)
            FROM STDIN (FORMAT BINARY)
            """))
        {
            for (var person = 0; person < count; person++)
            {
                ids[person] = new Guid(RandomNumberGenerator.GetBytes(16));
                await WriteAsync(copy, ids[person], people++);
            }

            await copy.CompleteAsync();
        }

        var expiresAt = TimeProvider.System.GetUtcNow().AddHours(12);
        return [.. ids.Select(id => Newcomer.Of(Program.Url, tokens.Issue(id, expiresAt), Wave))];
    }

    public async Task<long> CountJoinedAsync()
    {
        // Each part of a join has to be there: roll entry, event, state.
        await using var count = source.CreateCommand("""
            SELECT count(*) FROM roll_entry AS r
            JOIN participant AS p ON p.id = r.participant AND p.wave = r.wave
            JOIN event_log AS e ON e.participant = r.participant
            """);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        await source.DisposeAsync();
    }

    private async Task OpenWaveAsync()
    {
        await using var plan = source.CreateCommand("""
            WITH planned AS (
                INSERT INTO wave (number, opens_at, closes_at, stage, roll_partitions)
                VALUES ($1, now() - interval '1 minute', now() + interval '7 days', 1, $2)
                RETURNING number, opens_at, closes_at)
            INSERT INTO wave_gate (wave, stripe, opens_at, closes_at, closed)
            SELECT number, stripe, opens_at, closes_at, false
            FROM planned, generate_series(0, $3 - 1) AS stripe
            """);
        plan.Parameters.AddWithValue(Wave);
        plan.Parameters.AddWithValue(RollPartitions);
        plan.Parameters.AddWithValue(Database.GateStripes);
        await plan.ExecuteNonQueryAsync();
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, Guid id, int number)
    {
        await copy.StartRowAsync();
        await copy.WriteAsync(id);
        await copy.WriteAsync(3_273_010_000_000_000 + number);
        await copy.WriteAsync(3_273_020_000_000_000 + number);
        await copy.WriteAsync(new Guid(RandomNumberGenerator.GetBytes(16)));
        await copy.WriteAsync($"Siti Nurhaliza Putri {number}");
        await copy.WriteAsync(new DateOnly(1995, 4, 3), NpgsqlDbType.Date);
        await copy.WriteAsync(true);
        await copy.WriteAsync($"Dewi Kartika {number}");
        await copy.WriteAsync($"siti.nurhaliza.{number}@contoh.test");
        await copy.WriteAsync($"+62812{number:D8}");
        await copy.WriteAsync((short)32);
        await copy.WriteAsync((short)2);
        await copy.WriteAsync(false);
        await copy.WriteAsync(true);
        await copy.WriteAsync((short)12);
        await copy.WriteAsync(true);
    }
}
