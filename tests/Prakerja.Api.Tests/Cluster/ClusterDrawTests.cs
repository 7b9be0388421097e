using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Tests.Cluster;

/// <summary>Draws of rolls that are written by SQL, in clusters of one and of several silos.</summary>
public sealed class ClusterDrawTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    private const int Wave = 21;
    private const int Applications = 3_000;
    private const int Winners = 400;
    private const string Seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private static readonly DateTimeOffset Closes = new(2026, 9, 19, 17, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static int SetAside =>
        int.TryParse(Environment.GetEnvironmentVariable("PRAKERJA_DRAW_SET_ASIDE"), out var count) ? count : 800_000;

    /// <summary>
    /// The seed was fixed at planning, as in waves before witnesses: only then can several clusters draw the same.
    /// </summary>
    [Fact]
    public async Task Draw_SameRollAndSeed_SameBytesForOneTwoAndFourSilos()
    {
        var drawn = new List<Drawn>();
        foreach (var silos in (int[])[1, 2, 4]) drawn.Add(await DrawIn(silos));

        Assert.All(drawn, one => Assert.Equal(drawn[0].Commitment, one.Commitment));
        Assert.All(drawn, one => Assert.Equal(drawn[0].FileHash, one.FileHash));
        Assert.All(drawn, one => Assert.Equal(drawn[0].File, one.File));
        Assert.All(drawn, one => Assert.Equal(one.FileHash, Convert.ToHexStringLower(SHA256.HashData(one.File))));
        Assert.All(drawn, one => Assert.Equal(drawn[0].Awards, one.Awards));
        var verdict = new DrawVerifier(1).Verify(new MemoryStream(drawn[0].File));
        Assert.Equal((Applications, Winners), (verdict.Entries, verdict.Selected));
        Assert.True(verdict.IsSeedPlanned);
        // With several silos, one sealed the roll and another drew it.
        Assert.All(drawn.Skip(1), one => Assert.NotEqual(one.SealedBy, one.DrawnBy));
    }

    /// <summary>
    /// found.md, "Waves": a commit of 18 MB against a limit of 16 MiB kept such a wave from being drawn.
    /// </summary>
    [Fact]
    public async Task Draw_OnePartitionWith800000SetAside_IsDrawn()
    {
        const string schema = "set_aside";
        var now = TimeProvider.System.GetUtcNow();
        await using var silo = await StartSilo(schema, "1");
        var wave = silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IWaveGrain>(WaveKey.Of(Wave));
        var plan = new WavePlan(
            Wave, now.AddMinutes(-1), now.AddHours(1), now.AddHours(1), now.AddDays(2), RollPartitions: 1,
            [new ProvinceQuota(new ProvinceCode(32), 300, [])]);
        Assert.Null((await wave.Plan(plan, "ani", new RequestId("plan", "h"))).Refusal);
        await AskAsync(schema, string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO roll_entry (wave, participant, partition, household, province, tier, set_aside, applied_at)
            SELECT {Wave}, md5('participant ' || n)::uuid, 0, md5('household ' || n)::uuid, 32, 1,
                   CASE WHEN n > 500 THEN 2 + n % 5 END, {now.ToUnixTimeMilliseconds()}
            FROM generate_series(1, {SetAside + 500}) AS s (n)
            """));

        silo.Services.GetRequiredService<ProgrammeClock>().MoveAheadTo(TimeSpan.FromMinutes(62));
        await RunningCluster.Until(
            async () => (await wave.TakeSteps("ani")).Value is { Stage: WaveStage.Drawn }, "it is not drawn");

        var view = (await wave.GetView()).Value!;
        Assert.Equal(SetAside + 500, view.Applicants);
        var cell = Assert.Single(view.Cells);
        Assert.Equal((500, 300), (cell.Standing, cell.Winners));
        var file = await FileOf(silo, view);
        Assert.Equal(view.Draw.FileHash, Convert.ToHexStringLower(SHA256.HashData(file)));
        Assert.Equal(300, new DrawVerifier(1).Verify(new MemoryStream(file)).Selected);
        // What grows with the roll is in rows of its own.
        Assert.InRange(
            await NumberAsync(schema, "SELECT max(length(payload)) FROM grain_state WHERE type LIKE 'wave%'"),
            1,
            16 * 1024);
        await RunningCluster.Stop(silo);
    }

    private async Task<Drawn> DrawIn(int count)
    {
        var schema = string.Create(CultureInfo.InvariantCulture, $"draw_{count}");
        var silos = new List<WebApplication>();
        try
        {
            for (var i = 1; i <= count; i++)
                silos.Add(await StartSilo(schema, string.Create(CultureInfo.InvariantCulture, $"{count}-{i}")));
            await AskAsync(schema, Roll());
            var drawsAt = TimeProvider.System.GetUtcNow().AddSeconds(count == 1 ? 0 : 8);
            var grain = new GrainKey("wave", WaveKey.Of(Wave));
            var outcome = await silos[0].Services.GetRequiredService<ICommitLog>().CommitAsync(new Commit
            {
                Grain = grain,
                ExpectedVersion = null,
                State = Encoding.UTF8.GetBytes(PlannedWave(drawsAt)),
                Gate = new WaveGate(Wave, Closes.AddDays(-3), Closes, false),
                Deadline = DeadlineChange.To(Closes.AddDays(-3)),
            });
            Assert.Equal(CommitStatus.Committed, outcome.Status);

            await RunningCluster.Until(
                async () => (await ViewOf(silos[0])).Draw.Commitment is not null, "the roll is not sealed");
            var sealedBy = await HostOf(silos[0]);
            Assert.True(
                count == 1 || TimeProvider.System.GetUtcNow() < drawsAt, "It took too long to see which silo draws.");
            if (count > 1)
            {
                var host = silos.Single(silo => AddressOf(silo).Equals(sealedBy));
                silos.Remove(host);
                await RunningCluster.Stop(host);
            }

            await RunningCluster.Until(
                async () => (await ViewOf(silos[0])).Stage == WaveStage.Drawn, "the wave is not drawn");
            var view = await ViewOf(silos[0]);
            return new Drawn(
                view.Draw.Commitment!,
                view.Draw.FileHash!,
                await FileOf(silos[0], view),
                await TextAsync(schema, "SELECT string_agg(award::text, ',' ORDER BY participant) FROM award"),
                sealedBy,
                await HostOf(silos[0]));
        }
        finally
        {
            foreach (var silo in silos) await RunningCluster.Stop(silo);
        }
    }

    private async Task<WebApplication> StartSilo(string schema, string name)
    {
        var silo = cluster.NewSilo($"{schema}-{name}", $"--Prakerja:Postgres:Schema={schema}");
        await silo.StartAsync(Stop);
        return silo;
    }

    private static IWaveGrain WaveOf(WebApplication silo) =>
        silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IWaveGrain>(WaveKey.Of(Wave));

    private static async Task<WaveView> ViewOf(WebApplication silo) => (await WaveOf(silo).GetView()).Value!;

    private static async Task<SiloAddress?> HostOf(WebApplication silo)
    {
        var management = silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        return await management.GetActivationAddress(WaveOf(silo));
    }

    private static SiloAddress AddressOf(WebApplication silo) =>
        silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    /// <summary>The result file as API nodes put it together.</summary>
    private static async Task<byte[]> FileOf(WebApplication silo, WaveView view)
    {
        var files = silo.Services.GetRequiredService<IDrawFiles>();
        var (wave, attempt) = (view.Number, view.Draw.Attempt!.Value);
        using var file = new MemoryStream();
        file.Write(DrawFile.DrawHeader(
            Encoding.UTF8.GetBytes(view.Draw.Commitment!), Encoding.UTF8.GetBytes(view.Draw.Document!)));
        await using var results = files.ReadResultAsync(wave, attempt, Stop).GetAsyncEnumerator(Stop);
        await foreach (var chunk in files.ReadRollAsync(wave, attempt, withParticipants: false, Stop))
        {
            Assert.True(await results.MoveNextAsync());
            file.Write(DrawFile.Join(chunk.Records.Span, results.Current.Span));
        }

        return file.ToArray();
    }

    /// <summary>A wave as earlier versions stored it, with a seed that was fixed at planning.</summary>
    private static string PlannedWave(DateTimeOffset drawsAt)
    {
        var quotas = Provinces.Select((code, i) =>
        {
            var places = (Winners / Provinces.Length) + (i < Winners % Provinces.Length ? 1 : 0);
            var tiers = i % 3 == 0 ? $$"""{"tier":1,"places":{{places * 2 / 5}}}""" : "";
            return $$"""{"province":"{{code}}","places":{{places}},"tierPlaces":[{{tiers}}]}""";
        });
        return $$"""
            {
              "plan": {
                "number": {{Wave}},
                "opensAt": "{{Closes.AddDays(-3):O}}",
                "closesAt": "{{Closes:O}}",
                "drawsAt": "{{drawsAt:O}}",
                "announcesAt": "{{drawsAt.AddYears(1):O}}",
                "rollPartitions": 16,
                "quotas": [{{string.Join(',', quotas)}}]
              },
              "seed": "{{Seed}}"
            }
            """;
    }

    private static byte[] Provinces { get; } = [.. Regions.Provinces.Keys.Select(code => code.Value).Order().Take(34)];

    /// <summary>
    /// Households of 1 to 6, three tiers, failed tests, exclusion lists, and households with one or two recipients.
    /// </summary>
    private static string Roll() => string.Create(CultureInfo.InvariantCulture, $"""
        INSERT INTO roll_entry (wave, participant, partition, household, province, tier, set_aside, applied_at)
        SELECT {Wave}, md5('participant ' || n)::uuid, h % 16, md5('household ' || h)::uuid,
               (ARRAY[{string.Join(',', Provinces)}])[1 + h % {Provinces.Length}],
               1 + (hashint4(n) & 1023) % 3, CASE WHEN n % 50 = 0 THEN 6 END, {Closes.ToUnixTimeMilliseconds() - 1}
        FROM generate_series(0, {Applications - 1}) AS s (n),
             LATERAL (SELECT n / 21 * 6
                 + (ARRAY[0,1,1,2,2,2,3,3,3,3,4,4,4,4,4,5,5,5,5,5,5])[1 + n % 21]) AS r (h);
        INSERT INTO claim (value, kind, slot, holder_type, holder_key)
        SELECT md5('household ' || i * 6 + 3)::uuid, {(int)ClaimKind.HouseholdSlot}, s, 'participant', 'p-' || i || s
        FROM generate_series(0, 99) AS r (i), generate_series(1, 2) AS slots (s) WHERE s = 1 OR i % 10 = 0;
        INSERT INTO claim (value, kind, slot, holder_type, holder_key)
        SELECT md5('participant ' || n)::uuid, {(int)ClaimKind.ExcludedCivilServant}, 0, 'exclusions', 'list'
        FROM generate_series(1, {Applications - 1}, 100) AS s (n)
        """);

    private async Task<long> NumberAsync(string schema, string sql) =>
        Convert.ToInt64(await AskAsync(schema, sql), CultureInfo.InvariantCulture);

    private async Task<string> TextAsync(string schema, string sql) => (string)(await AskAsync(schema, sql))!;

    private async Task<object?> AskAsync(string schema, string sql)
    {
        var text = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { SearchPath = schema };
        await using var source = NpgsqlDataSource.Create(text.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Stop);
    }

    private sealed record Drawn(
        string Commitment, string FileHash, byte[] File, string Awards, SiloAddress? SealedBy, SiloAddress? DrawnBy);
}
