using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Prakerja.Peers.Crud;

/// <summary>The same fields and texts as the answers of the programme, so that both send the same bytes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(WaveChoice))]
[JsonSerializable(typeof(ApplicationView))]
[JsonSerializable(typeof(DashboardView))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class Wire : JsonSerializerContext
{
    public static Task WriteAsync<T>(HttpContext context, int status, T body, JsonTypeInfo<T> type)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, type);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = status < 400 ? "application/json; charset=utf-8" : "application/problem+json";
        response.ContentLength = bytes.Length;
        return response.BodyWriter.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    public static Task RefuseAsync(HttpContext context, int status, string code) =>
        WriteAsync(context, status, new Problem(code, status), Default.Problem);
}

internal sealed record WaveChoice(int Wave);

internal sealed record Problem(string Code, int Status);

internal sealed record TestView(string Status, DateTimeOffset? EndsAt, string? Answers);

internal sealed record ApplicationView(
    int Wave, string Status, string StatusText, string? Reason, string? ReasonText, DateTimeOffset? AppliedAt)
{
    private const byte Drawn = 3;

    public static ApplicationView Waiting(
        int wave, DateTimeOffset closesAt, short stage, DateTimeOffset appliedAt, DateTimeOffset now)
    {
        var (status, text) = stage >= Drawn ? ("inSelection", "Dalam Proses Seleksi")
            : now < closesAt ? ("waitingForClose", "Menunggu Gelombang Ditutup")
            : ("inProcess", "Sedang Diproses");
        return new ApplicationView(wave, status, text, null, null, appliedAt);
    }
}

internal sealed record DashboardView(
    string Participant,
    bool PhoneVerified,
    TestView Test,
    ApplicationView? Application,
    JsonElement Past,
    string? Card,
    string? Videos,
    JsonElement Purchases,
    string? Incentives);
