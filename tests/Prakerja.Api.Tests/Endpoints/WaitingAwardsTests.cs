using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>Awards that fail wait where management and the metrics show them, and stop nobody.</summary>
public sealed class WaitingAwardsTests(RunningApi api)
{
    [Fact]
    public async Task GetWaitingAwards_StateThatCannotBeRead_ListsItAndTheWaveFinishes()
    {
        await using var system = new RunningApi();
        await system.InitializeAsync();
        var wave = await system.OpenWave();
        var people = await Join(system, wave, 3);
        await system.Close(wave);
        await system.Pass(TimeSpan.FromHours(1));
        await system.Reach(wave, "drawn");
        await system.StopAsync();
        ReplaceInState(system, people[1], "\"is\":\"waiting\"", "\"is\":\"awaitng\"");
        await system.StartAsync();
        using var gauge = new WaitingGauge(wave);

        await system.Pass(TimeSpan.FromHours(1));
        await UntilWaiting(system, wave, awarded: 2, waiting: 1);
        var path = $"management/waves/{wave}/awards/waiting";
        var item = Assert.Single((await system.Get(path, system.Management()))["items"].EnumerateArray());
        Assert.Equal(people[1].Key, item.GetProperty("participant").GetString());
        Assert.Equal("JsonException", item.GetProperty("cause").GetString());
        Assert.True(item.GetProperty("nextTryAt").GetDateTimeOffset() > system.Clock.GetUtcNow());
        await World.Eventually(() => Task.FromResult(gauge.Read() == 1));
        foreach (var person in (Person[])[people[0], people[2]])
        {
            await person.LogIn();
            Assert.Equal(JsonValueKind.Object, (await system.Get("participants/me", person.Token))["card"].ValueKind);
        }

        await system.StopAsync();
        ReplaceInState(system, people[1], "\"is\":\"awaitng\"", "\"is\":\"waiting\"");
        await system.StartAsync();
        await system.Pass(TimeSpan.FromHours(7)); // the longest time between two tries is six hours
        await UntilWaiting(system, wave, awarded: 3, waiting: 0);
        Assert.Empty((await system.Get(path, system.Management()))["items"].EnumerateArray());
        await World.Eventually(() => Task.FromResult(gauge.Read() is null or 0));
    }

    [Fact]
    public async Task GetWaitingAwards_NoneWaits_ReturnsAnEmptyPage()
    {
        var wave = await api.OpenWave();
        var auditor = await api.KeyWith("auditor");

        var page = (await api.Get($"management/waves/{wave}/awards/waiting", auditor)).Expect(HttpStatusCode.OK);

        Assert.Empty(page["items"].EnumerateArray());
    }

    [Fact]
    public async Task GetWaitingAwards_SomeWait_ListsThemInPages()
    {
        var wave = await api.OpenWave();
        var people = await Join(api, wave, 2);
        await api.Close(wave);
        await api.Pass(TimeSpan.FromHours(1));
        await api.Reach(wave, "drawn");
        var store = api.Services.GetRequiredService<IAwardStore>();
        var due = await store.ReadDueAsync(wave, null, api.Clock.GetUtcNow(), 10);
        var nextTryAt = api.Clock.GetUtcNow().AddDays(1);
        await store.RecordAsync(
            wave,
            [.. due.Select(award => new AwardAttempt(award.Participant, Cause: "InvalidState", NextTryAt: nextTryAt))]);

        var path = $"management/waves/{wave}/awards/waiting?limit=1";
        var first = (await api.Get(path, api.Management())).Expect(HttpStatusCode.OK);
        var next = first["next"].GetString();
        var second = (await api.Get($"{path}&after={next}", api.Management())).Expect(HttpStatusCode.OK);

        var listed = (ApiAnswer[])[first, second];
        var items = listed.Select(page => Assert.Single(page["items"].EnumerateArray())).ToList();
        Assert.Equal(
            people.Select(person => person.Key).Order(StringComparer.Ordinal),
            items.Select(item => item.GetProperty("participant").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(items, item => Assert.Equal("InvalidState", item.GetProperty("cause").GetString()));
        Assert.All(items, item => Assert.Equal(1, item.GetProperty("tries").GetInt32()));
        Assert.Null(second["next"].GetString());
    }

    private static Task UntilWaiting(RunningApi system, int wave, long awarded, long waiting) =>
        World.Eventually(async () =>
        {
            await system.TakeSteps(wave);
            return (await system.Get($"waves/{wave}"))["awards"] is { ValueKind: JsonValueKind.Object } awards
                && awards.GetProperty("selected").GetInt64() == 3
                && awards.GetProperty("awarded").GetInt64() == awarded
                && awards.GetProperty("waiting").GetInt64() == waiting;
        });

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

    /// <summary>Changes a stored state, as a node of a later version might write it.</summary>
    private static void ReplaceInState(RunningApi system, Person person, string text, string by)
    {
        using var connection =
            new SqliteConnection($"Data Source={Path.Combine(system.DataPath, "prakerja.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            UPDATE grain_state
            SET payload = CAST(replace(CAST(payload AS TEXT), $text, $by) AS BLOB)
            WHERE type = 'participant' AND key = $key AND instr(CAST(payload AS TEXT), $text) > 0
            """;
        command.Parameters.AddWithValue("$text", text);
        command.Parameters.AddWithValue("$by", by);
        command.Parameters.AddWithValue("$key", person.Key);
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    /// <summary>Reads the gauge of awards that wait, as a metrics exporter does.</summary>
    private sealed class WaitingGauge : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly int wave;
        private long? read;

        public WaitingGauge(int wave)
        {
            this.wave = wave;
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == AwardMetrics.MeterName && instrument.Name == "prakerja.awards.waiting")
                    listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Note(value, tags));
            listener.Start();
        }

        /// <summary>The gauge of this wave; null when no silo reports one.</summary>
        public long? Read()
        {
            read = null;
            listener.RecordObservableInstruments();
            return read;
        }

        public void Dispose() => listener.Dispose();

        private void Note(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "wave", Value: int number } && number == wave) read = value;
            }
        }
    }
}
