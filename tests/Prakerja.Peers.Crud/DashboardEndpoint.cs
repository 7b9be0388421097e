using System.Text.Json;
using Npgsql;

namespace Prakerja.Peers.Crud;

/// <summary>The dashboard: one prepared statement that reads one participant and its wave.</summary>
internal sealed class DashboardEndpoint(Database database, Tokens tokens, TimeProvider time)
{
    private const string Dashboard = """
        SELECT p.phone_verified, p.test_right IS NOT NULL, p.wave, p.applied_at, w.closes_at, w.stage,
               p.past, p.purchases
        FROM participant AS p LEFT JOIN wave AS w ON w.number = p.wave
        WHERE p.id = $1
        """;

    private static readonly JsonElement Nothing = JsonDocument.Parse("[]").RootElement;
    private static readonly TestView Submitted = new("submitted", null, null);
    private static readonly TestView NotTaken = new("notTaken", null, null);

    public async Task HandleAsync(HttpContext context)
    {
        var now = time.GetUtcNow();
        if (tokens.ParticipantOf(context.Request, now) is not { } participant)
        {
            await Wire.RefuseAsync(context, 401, "token.invalid");
            return;
        }

        DashboardView shown;
        await using (var ask = database.Source.CreateCommand(Dashboard))
        {
            ask.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = participant });
            await using var row = await ask.ExecuteReaderAsync(context.RequestAborted);
            if (!await row.ReadAsync(context.RequestAborted))
            {
                await Wire.RefuseAsync(context, 404, "participant.unknown");
                return;
            }

            shown = Read(participant, row, now);
        }

        await Wire.WriteAsync(context, 200, shown, Wire.Default.DashboardView);
    }

    private static DashboardView Read(Guid participant, NpgsqlDataReader row, DateTimeOffset now) => new(
        $"p-{participant:n}",
        row.GetBoolean(0),
        row.GetBoolean(1) ? Submitted : NotTaken,
        row.IsDBNull(2)
            ? null
            : ApplicationView.Waiting(
                row.GetInt32(2),
                row.GetFieldValue<DateTime>(4),
                row.GetInt16(5),
                row.GetFieldValue<DateTime>(3),
                now),
        ListOf(row, 6),
        null,
        null,
        ListOf(row, 7),
        null);

    private static JsonElement ListOf(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? Nothing : JsonDocument.Parse(row.GetFieldValue<byte[]>(column)).RootElement;
}
