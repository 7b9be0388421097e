using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Prakerja.Peers.Crud;

/// <summary>
/// The join of a wave: one statement, so one round trip and one transaction. It checks person and wave and writes
/// state, roll entry with the key of the request, and event. When it changes nothing, a second statement finds the
/// reason.
/// </summary>
internal sealed class JoinEndpoint(Database database, Tokens tokens, TimeProvider time)
{
    private const int BodyMax = 1024;
    private const int KeyMax = 64;
    private const int AdultYears = 18;

    private const string Join = """
        WITH gate AS MATERIALIZED (
            SELECT g.wave, g.closes_at, w.stage, w.roll_partitions
            FROM wave_gate AS g JOIN wave AS w ON w.number = g.wave
            WHERE g.wave = $2 AND g.stripe = $3 AND NOT g.closed AND g.opens_at <= $4 AND $4 < g.closes_at
            FOR SHARE OF g),
        joined AS (
            UPDATE participant AS p SET wave = $2, applied_at = $4, version = p.version + 1
            FROM gate
            WHERE p.id = $1 AND p.wave IS NULL AND p.card_status IS NULL AND p.phone_verified
              AND p.test_right IS NOT NULL AND NOT p.in_education AND p.birth_date <= $5
            RETURNING p.household, p.province, p.tier, gate.closes_at, gate.stage,
                      abs(uuid_hash(p.household) % gate.roll_partitions) AS partition),
        entered AS (
            INSERT INTO roll_entry
                (wave, partition, participant, household, province, tier, applied_at, request_key,
                 request_hash)
            SELECT $2, partition, $1, household, province, tier, $4, $6, $7 FROM joined),
        logged AS (
            INSERT INTO event_log (participant, type, at, payload)
            SELECT $1, 'participant.wave_joined', $4, $8 FROM joined)
        SELECT closes_at, stage FROM joined
        """;

    private const string RefusalQuery = """
        SELECT p.phone_verified, p.test_right IS NOT NULL, p.card_status, p.wave,
               p.in_education OR p.birth_date > $3,
               w.closes_at, w.stage, r.applied_at, r.request_key, r.request_hash
        FROM participant AS p
        LEFT JOIN wave AS w ON w.number = $2
        LEFT JOIN roll_entry AS r ON r.wave = $2 AND r.participant = p.id
        WHERE p.id = $1
        """;

    public async Task HandleAsync(HttpContext context)
    {
        var now = Milliseconds(time.GetUtcNow());
        if (tokens.ParticipantOf(context.Request, now) is not { } participant)
        {
            await Wire.RefuseAsync(context, 401, "token.invalid");
            return;
        }

        if (await ReadAsync(context) is not var (wave, hash))
        {
            await Wire.RefuseAsync(context, 400, "request.malformed");
            return;
        }

        var header = context.Request.Headers["Idempotency-Key"].ToString();
        var key = header is { Length: > 0 and <= KeyMax } ? header : null;
        var bornBefore = DateOnly.FromDateTime(now.UtcDateTime).AddYears(-AdultYears);
        await using (var join = database.Source.CreateCommand(Join))
        {
            join.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = participant });
            join.Parameters.Add(new NpgsqlParameter<int> { TypedValue = wave });
            join.Parameters.Add(new NpgsqlParameter<short> { TypedValue = StripeOf(participant) });
            join.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
            join.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = bornBefore });
            join.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = key });
            join.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = hash });
            join.Parameters.Add(new NpgsqlParameter<string> { TypedValue = EventOf(wave, now) });
            await using var answer = await join.ExecuteReaderAsync(context.RequestAborted);
            if (await answer.ReadAsync(context.RequestAborted))
            {
                var shown = ApplicationView.Waiting(
                    wave, answer.GetFieldValue<DateTime>(0), answer.GetInt16(1), now, now);
                await Wire.WriteAsync(context, 202, shown, Wire.Default.ApplicationView);
                return;
            }
        }

        await RefuseWithReasonAsync(context, participant, wave, key, hash, now, bornBefore);
    }

    private static short StripeOf(Guid participant) =>
        (short)((uint)participant.GetHashCode() % Database.GateStripes);

    /// <summary>
    /// The requested wave, and a hash that distinguishes a repeated request from another request with the same key.
    /// </summary>
    private static async ValueTask<(int Wave, Guid Hash)?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not (> 0 and <= BodyMax)) return null;
        var body = await context.Request.BodyReader.ReadAtLeastAsync((int)context.Request.ContentLength);
        try
        {
            var json = new Utf8JsonReader(body.Buffer);
            return JsonSerializer.Deserialize(ref json, Wire.Default.WaveChoice) is { } choice
                ? (choice.Wave, HashOf(choice.Wave))
                : null;
        }
        catch (JsonException)
        {
            // The body is malformed: the caller gets 400.
            return null;
        }
        finally
        {
            context.Request.BodyReader.AdvanceTo(body.Buffer.End);
        }
    }

    private static Guid HashOf(int wave)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var text = string.Create(CultureInfo.InvariantCulture, $"join {wave}");
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return new Guid(hash[..16]);
    }

    private static string EventOf(int wave, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {"is":"wave_joined","wave":{{wave}},"at":"{{now:yyyy-MM-ddTHH:mm:ss.fffZ}}","province":"32","tier":2}
        """);

    private async Task RefuseWithReasonAsync(
        HttpContext context,
        Guid participant,
        int wave,
        string? key,
        Guid hash,
        DateTimeOffset now,
        DateOnly bornBefore)
    {
        await using var ask = database.Source.CreateCommand(RefusalQuery);
        ask.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = participant });
        ask.Parameters.Add(new NpgsqlParameter<int> { TypedValue = wave });
        ask.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = bornBefore });
        await using var row = await ask.ExecuteReaderAsync(context.RequestAborted);
        if (!await row.ReadAsync(context.RequestAborted))
        {
            await Wire.RefuseAsync(context, 404, "participant.unknown");
            return;
        }

        if (key is not null && !row.IsDBNull(8) && row.GetString(8) == key)
        {
            if (row.GetGuid(9) != hash)
            {
                await Wire.RefuseAsync(context, 409, "idempotency.key_reused");
                return;
            }

            var again = ApplicationView.Waiting(
                wave, row.GetFieldValue<DateTime>(5), row.GetInt16(6), row.GetFieldValue<DateTime>(7), now);
            await Wire.WriteAsync(context, 202, again, Wire.Default.ApplicationView);
            return;
        }

        var code = !row.GetBoolean(0) ? "join.phone_not_verified"
            : !row.GetBoolean(1) ? "join.test_not_taken"
            : !row.IsDBNull(2) ? "join.already_recipient"
            : !row.IsDBNull(3) ? row.GetInt32(3) == wave ? "join.already_joined" : "join.other_wave_pending"
            : row.GetBoolean(4) ? "join.not_eligible"
            : row.IsDBNull(5) ? "wave.unknown"
            : "join.closed";
        await Wire.RefuseAsync(context, code is "wave.unknown" ? 404 : 409, code);
    }

    // PostgreSQL stores microseconds, and a repeated answer must equal the first one.
    private static DateTimeOffset Milliseconds(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
}
