using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Prakerja.Benchmarks.Cluster.Services;

/// <summary>The management calls of a measurement: plans waves and moves the clock of the rehearsal.</summary>
internal sealed class ManagementClient : IDisposable
{
    private const int Places = 5_000_000;

    private readonly HttpClient http;

    public ManagementClient(Uri url, string keyFile)
    {
        http = new HttpClient { BaseAddress = new Uri(url, "/api/v1/"), Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Add("Authorization", $"Key {File.ReadAllText(keyFile).Trim()}");
    }

    /// <summary>The programme's time.</summary>
    public async Task<DateTimeOffset> NowAsync() =>
        (await ReadAsync("management/rehearsal/clock"))["now"]!.GetValue<DateTimeOffset>();

    public Task MoveClockAsync(DateTimeOffset to) => PostAsync(
        "management/rehearsal/clock",
        new JsonObject { ["moveTo"] = to.ToString("O", CultureInfo.InvariantCulture) });

    /// <summary>Plans a wave that opens at once; by default with places for all applicants.</summary>
    public async Task OpenWaveAsync(
        int number, DateTimeOffset closesAt, DateTimeOffset announcesAt, JsonArray? quotas = null)
    {
        await PostAsync("management/waves", new JsonObject
        {
            ["number"] = number,
            ["opensAt"] = (await NowAsync()).AddMinutes(-1),
            ["closesAt"] = closesAt,
            ["drawsAt"] = closesAt.AddMinutes(1),
            ["announcesAt"] = announcesAt,
            ["quotas"] = quotas ?? new JsonArray(new JsonObject { ["province"] = "32", ["places"] = Places }),
        });
        while ((await WaveAsync(number))["stage"]!.GetValue<string>() != "open") await Task.Delay(50);
    }

    public async Task<JsonNode> WaveAsync(int number) =>
        await ReadAsync(string.Create(CultureInfo.InvariantCulture, $"waves/{number}"));

    public async Task<bool> LedgerIsCaughtUpAsync() =>
        (await ReadAsync("management/figures"))["isCaughtUp"]!.GetValue<bool>();

    public void Dispose() => http.Dispose();

    private async Task<JsonNode> ReadAsync(string path) =>
        await http.GetFromJsonAsync<JsonNode>(new Uri(path, UriKind.Relative))
        ?? throw new InvalidOperationException($"{path} answered nothing.");

    private async Task PostAsync(string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("n"));
        using var answer = await http.SendAsync(request);
        if (answer.IsSuccessStatusCode) return;
        var why = await answer.Content.ReadAsStringAsync();
        throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {why}");
    }
}
