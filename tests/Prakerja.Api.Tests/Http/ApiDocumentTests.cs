using System.Text.Json;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Http;

/// <summary>The checked-in OpenAPI document is the one that the program gives.</summary>
public sealed class ApiDocumentTests(RunningApi api)
{
    private const string Regenerate =
        "docs/openapi.json is not what the program gives. If the change is wanted, write it anew with:\n"
        + "  PRAKERJA_WRITE_OPENAPI=1 dotnet run --project tests/Prakerja.Api.Tests -- "
        + "--filter-class \"*ApiDocumentTests\"";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public async Task GetDocument_IsTheCheckedInOne()
    {
        var text = await api.Http.GetStringAsync(
            new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var given = JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(text), Indented) + "\n";
        var path = Path.Combine(RepositoryRoot(), "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("PRAKERJA_WRITE_OPENAPI") == "1")
            await File.WriteAllTextAsync(path, given, TestContext.Current.CancellationToken);

        var checkedIn = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        Assert.True(given == checkedIn, Regenerate);
    }

    [Fact]
    public async Task GetDocument_EveryOperation_HasANameSummaryAndTag()
    {
        var text = await api.Http.GetStringAsync(
            new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var operations = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()
                .Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value)))
            .ToArray();

        Assert.NotEmpty(operations);
        Assert.All(operations, operation => Assert.All(
            (string[])["operationId", "summary", "tags"],
            field => Assert.True(operation.Value.TryGetProperty(field, out _), $"{operation.Name} has no {field}.")));
    }

    [Fact]
    public async Task GetDocument_EveryArray_SaysOfWhat()
    {
        var text = await api.Http.GetStringAsync(
            new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(Below(JsonSerializer.Deserialize<JsonElement>(text)), schema =>
            schema.TryGetProperty("type", out var type)
            && type.ValueKind == JsonValueKind.String
            && type.GetString() == "array"
            && !schema.TryGetProperty("items", out _));
    }

    [Fact]
    public async Task Answers_AreAsTheDocumentDescribesThem()
    {
        var text = await api.Http.GetStringAsync(
            new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var described = new DocumentedAnswers(JsonSerializer.Deserialize<JsonElement>(text));
        var holder = await api.Recipient();
        var newcomer = await (await new Person(api).SignUp()).Verify();
        var complaint = new { category = "selection", text = "Mengapa belum lolos?" };
        var wave = await api.OpenWave();
        var name = "key-" + Guid.NewGuid().ToString("N")[..12];
        var key = new { name, person = "siti", roles = new[] { "auditor", "operator" } };

        (string Operation, ApiAnswer Answer)[] answers =
        [
            ("getDashboard", await api.Get("participants/me", newcomer.Token)),
            ("getDashboard", await api.Get("participants/me", holder.Token)),
            ("getProfile", await api.Get("participants/me/profile", newcomer.Token)),
            ("getCard", await api.Get("participants/me/card", holder.Token)),
            ("fileComplaint", await api.Post("participants/me/complaints", complaint, newcomer.Token, "fits")),
            ("getComplaints", await api.Get("management/complaints?limit=200", api.Management())),
            ("createManagementKey", await api.Post("management/keys", key, api.Management())),
            ("getManagementKeys", await api.Get("management/keys", api.Management())),
            ("getWaves", await api.Get("waves")),
            ("getManagedWave", await api.Get($"management/waves/{wave}", api.Management())),
            ("getAccount", await api.Get($"management/participants/{holder.Key}/account", api.Management())),
            ("getHistory", await api.Get($"management/participants/{holder.Key}/history", api.Management())),
            ("getFigures", await api.Get("management/figures", api.Management())),
            ("getDeadlines", await api.Get("management/deadlines", api.Management())),
        ];

        Assert.Empty(answers.SelectMany(one => described.FaultsOf(one.Operation, one.Answer)));
    }

    [Fact]
    public async Task GetDocumentPage_LoadsNothingFromOtherHosts()
    {
        var page = await api.Http.GetStringAsync(
            new Uri("/docs", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.DoesNotMatch("(src|href)=[\"']?(https?:)?//", page);
    }

    private static IEnumerable<JsonElement> Below(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(property => Below(property.Value)).Prepend(node),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Below),
        _ => [],
    };

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Prakerja.sln"))) directory = directory.Parent!;
        return directory.FullName;
    }
}
