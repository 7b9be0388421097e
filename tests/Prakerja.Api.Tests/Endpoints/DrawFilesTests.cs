using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.TestCommon;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>The whole protocol of a draw over HTTP: witnesses, a beacon, the files, and own entries.</summary>
public sealed class DrawFilesTests(RunningApi api)
{
    private const long Round = 4_711;

    [Fact]
    public async Task Draw_TwoWitnessesAndABeacon_CanBeVerifiedByAnybody()
    {
        await using var drand = await DrandSimulator.StartAsync();
        await using var system = await StartAsync(drand);
        var wave = await system.OpenWave(places: 2, draw: DrandTerms());
        var (first, second) = (await system.Witness("ombudsman"), await system.Witness("kampus"));
        foreach (var one in (Witness[])[first, second]) (await system.Register(wave, one)).Expect(HttpStatusCode.OK);
        var people = await Join(system, wave, 5);
        (await system.Get($"waves/{wave}/commitment")).ExpectProblem(HttpStatusCode.NotFound, "draw.not_sealed");
        (await system.Get($"waves/{wave}/roll")).ExpectProblem(HttpStatusCode.NotFound, "draw.not_sealed");

        await system.Close(wave);
        var commitment = await system.Download(wave, "commitment");
        var published = await system.DrawOf(wave);
        Assert.Equal(Hash(commitment), published.GetProperty("commitmentHash").GetString());
        Assert.False(published.GetProperty("selfWitnessed").GetBoolean());
        Assert.Equal([first.Name, second.Name], published.GetProperty("witnesses").EnumerateArray()
            .Select(witness => witness.GetProperty("name").GetString()));
        (await system.Get($"waves/{wave}/result")).ExpectProblem(HttpStatusCode.NotFound, "draw.not_drawn");
        var roll = await system.Download(wave, "roll");
        Assert.Equal(5, Verify(roll).Entries);

        foreach (var one in (Witness[])[first, second]) (await system.Reveal(wave, one)).Expect(HttpStatusCode.OK);
        await system.Pass(TimeSpan.FromHours(1));
        await system.Reach(wave, "drawn");
        var result = await system.Download(wave, "result");
        var verdict = Verify(result, await system.Download(wave, "redraws"));
        Assert.Equal((2, 5), (verdict.Selected, verdict.Entries));
        Assert.Empty(verdict.MissingWitnesses);
        Assert.Equal(Hash(result), (await system.DrawOf(wave)).GetProperty("fileHash").GetString());
        await AssertOwnEntries(system, wave, people, roll);

        await system.Pass(TimeSpan.FromHours(1));
        await system.Reach(wave, "announced");
        await system.RestartAsync();
        Assert.Equal(commitment, await system.Download(wave, "commitment"));
        Assert.Equal(roll, await system.Download(wave, "roll"));
        Assert.Equal(result, await system.Download(wave, "result"));
    }

    [Fact]
    public async Task GetOwnDraw_EachStage_ShowsNoMoreThanIsDue()
    {
        var wave = await api.OpenWave(places: 1);
        var people = await Join(api, wave, 2);
        var stranger = await new Person(api).Registered();
        var path = $"participants/me/applications/{wave}/draw";
        (await api.Get(path, people[0].Token)).ExpectProblem(HttpStatusCode.NotFound, "draw.not_sealed");

        await api.Close(wave);
        await LogIn([.. people, stranger]);
        var before = (await api.Get(path, people[0].Token)).Expect(HttpStatusCode.OK);
        Assert.Null(before["ticket"].GetString());
        Assert.Equal(JsonValueKind.Null, before["outcome"].ValueKind);
        (await api.Get(path, stranger.Token)).ExpectProblem(HttpStatusCode.NotFound, "draw.not_on_roll");

        await api.Pass(TimeSpan.FromHours(1));
        await api.Reach(wave, "drawn");
        await LogIn(people);
        await World.Eventually(async () => (await api.Get(path, people[0].Token))["ticket"].GetString() is not null);
        var drawn = (await api.Get(path, people[0].Token)).Expect(HttpStatusCode.OK);
        Assert.InRange(drawn["rank"].GetInt64(), 1, 2);
        Assert.Equal(2, drawn["cell"].GetProperty("entries").GetInt32());
        Assert.Equal(1, drawn["cell"].GetProperty("selected").GetInt32());
        Assert.Equal(JsonValueKind.Null, drawn["outcome"].ValueKind);

        await api.Pass(TimeSpan.FromHours(1));
        await api.Reach(wave, "announced");
        await LogIn(people);
        await World.Eventually(async () =>
            (await api.Get(path, people[0].Token))["outcome"].ValueKind == JsonValueKind.Object);
        foreach (var person in people)
        {
            var own = (await api.Get(path, person.Token)).Expect(HttpStatusCode.OK);
            var isFirst = own["rank"].GetInt64() == 1;
            Assert.Equal(isFirst, own["outcome"].GetProperty("selected").GetBoolean());
            Assert.Equal(isFirst ? null : "quotaExhausted", own["outcome"].GetProperty("reason").GetString());
            Assert.Equal(
                isFirst ? null : "Silakan ikuti gelombang berikutnya",
                own["outcome"].GetProperty("advice").GetString());
        }
    }

    [Fact]
    public async Task GetResult_SameHashKnown_Returns304()
    {
        var wave = await api.OpenWave();
        await api.Close(wave);
        await api.Pass(TimeSpan.FromHours(1));
        await api.Reach(wave, "drawn");
        await api.Download(wave, "result");
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(api.Http.BaseAddress!, $"waves/{wave}/result"));
        var hash = (await api.DrawOf(wave)).GetProperty("fileHash").GetString();
        request.Headers.Add("If-None-Match", $"\"{hash}\"");

        using var response = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    private static object DrandTerms() => new
    {
        ifMissing = "wait",
        revealMinutes = 30,
        beacon = new { kind = "drand", chain = DrandSimulator.Chain, round = Round },
    };

    private static async Task<RunningApi> StartAsync(DrandSimulator drand)
    {
        var system = new RunningApi { Settings = [$"--Prakerja:Beacon:Url={drand.Url}"] };
        await system.InitializeAsync();
        return system;
    }

    private static async Task<List<Person>> Join(RunningApi system, int wave, int count)
    {
        var people = new List<Person>();
        for (var i = 0; i < count; i++)
        {
            people.Add(await new Person(system).Registered());
            (await people[^1].Join(wave)).Expect(HttpStatusCode.Accepted);
        }

        return people;
    }

    // Moving the clock has ended the log-ins.
    private static async Task LogIn(IEnumerable<Person> people)
    {
        foreach (var person in people) await person.LogIn();
    }

    private static async Task AssertOwnEntries(RunningApi system, int wave, List<Person> people, byte[] roll)
    {
        var published = Convert.ToHexStringLower(roll);
        await LogIn(people);
        foreach (var person in people)
        {
            var own = (await system.Get($"participants/me/applications/{wave}/draw", person.Token))
                .Expect(HttpStatusCode.OK);
            var record = RecordOf(own);
            Assert.Contains(Convert.ToHexStringLower(record), published, StringComparison.Ordinal);
            var root = AuditPath.RootFrom(
                record,
                own["index"].GetInt64(),
                own["entries"].GetInt64(),
                own["proof"].Texts().Select(hash => (ReadOnlyMemory<byte>)Convert.FromHexString(hash!)));
            Assert.Equal(own["root"].GetString(), Convert.ToHexStringLower(root));
        }
    }

    /// <summary>The 36 published bytes, made from the answer alone.</summary>
    private static byte[] RecordOf(ApiAnswer own)
    {
        var bytes = new byte[DrawRecords.Length];
        var entry = own["entry"];
        DrawRecords.Write(
            new DrawRecord(
                KeyedHash.FromBytes(Convert.FromHexString(own["pseudonym"].GetString()!)),
                KeyedHash.FromBytes(Convert.FromHexString(own["household"].GetString()!)),
                entry.GetProperty("room").GetByte(),
                byte.Parse(entry.GetProperty("province").GetString()!, CultureInfo.InvariantCulture),
                entry.GetProperty("tier").GetByte(),
                0),
            bytes);
        return bytes;
    }

    private static DrawVerdict Verify(byte[] file, byte[]? redraws = null) =>
        new DrawVerifier(1).Verify(new MemoryStream(file), redraws);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
