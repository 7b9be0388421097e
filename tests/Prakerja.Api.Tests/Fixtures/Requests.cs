using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Prakerja.Api.Tests.Fixtures;

/// <summary>An answer, read whole.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, JsonElement Body, HttpResponseHeaders Headers, string? MediaType)
{
    /// <summary>The problem's code; null when the answer is no problem.</summary>
    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code)
        && MediaType == "application/problem+json"
            ? code.GetString()
            : null;

    /// <summary>The seconds of <c>Retry-After</c>; null without this header.</summary>
    public int? RetryAfterSeconds => (int?)Headers.RetryAfter?.Delta?.TotalSeconds;

    public JsonElement this[string field] => Body.GetProperty(field);

    /// <summary>Passes an answer on that is as wanted; otherwise says what came instead.</summary>
    public ApiAnswer Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)status} was expected, {(int)Status} came: {Body}");
        return this;
    }

    public void ExpectProblem(HttpStatusCode status, string code)
    {
        Assert.True(Status == status && Code == code, $"{(int)status} {code} was expected, {(int)Status} came: {Body}");
        Assert.Equal((int)status, Body.GetProperty("status").GetInt32());
        Assert.NotEmpty(Body.GetProperty("title").GetString()!);
    }
}

public static class Requests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Task<ApiAnswer> Get(this RunningApi api, string path, Credential? caller = null) =>
        api.Send(HttpMethod.Get, path, null, caller);

    public static Task<ApiAnswer> Post(
        this RunningApi api, string path, object? body = null, Credential? caller = null, string? key = null) =>
        api.Send(HttpMethod.Post, path, body, caller, key);

    public static Task<ApiAnswer> Put(
        this RunningApi api, string path, object? body = null, Credential? caller = null, string? key = null) =>
        api.Send(HttpMethod.Put, path, body, caller, key);

    /// <param name="body">Written as JSON; a text goes as it is.</param>
    /// <param name="key">The Idempotency-Key.</param>
    public static async Task<ApiAnswer> Send(
        this RunningApi api,
        HttpMethod method,
        string path,
        object? body,
        Credential? caller = null,
        string? key = null)
    {
        ArgumentNullException.ThrowIfNull(api);
        var bytes = body switch
        {
            null => [],
            string text => Encoding.UTF8.GetBytes(text),
            _ => JsonSerializer.SerializeToUtf8Bytes(body, Web),
        };
        using var request = new HttpRequestMessage(method, new Uri(api.Http.BaseAddress!, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        (caller ?? Credential.None).ApplyTo(request, bytes, api.Clock.GetUtcNow());
        using var response = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Read(response);
    }

    public static async Task<ApiAnswer> Read(HttpResponseMessage response)
    {
        ArgumentNullException.ThrowIfNull(response);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var body = text.Length > 0 && mediaType?.EndsWith("json", StringComparison.Ordinal) == true
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : default;
        return new ApiAnswer(response.StatusCode, body, response.Headers, mediaType);
    }
}
