using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.Waves;

/// <summary>
/// Reads rounds of a drand chain over HTTP. It checks that the randomness is the hash of the signature; the signature
/// itself is published with the draw, so that anybody can check it with a drand client.
/// </summary>
internal sealed partial class DrandBeaconReader : IBeaconReader, IDisposable
{
    private const int AnswerBytesMax = 16 * 1024;

    private readonly HttpClient client;
    private readonly BeaconOptions options;
    private readonly ILogger<DrandBeaconReader> logger;
    private string? lastProblem;

    public DrandBeaconReader(IOptions<BeaconOptions> options, ILogger<DrandBeaconReader> logger)
    {
        (this.options, this.logger) = (options.Value, logger);
        client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = TimeSpan.FromSeconds(options.Value.TimeoutSeconds),
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
    }

    public async Task<BeaconValue?> ReadAsync(DrawBeacon beacon, CancellationToken cancelled)
    {
        if (options.Url is not { } url) return Wait(beacon, $"{BeaconOptions.Section}:Url is not set");
        var address = string.Create(
            CultureInfo.InvariantCulture, $"{url.ToString().TrimEnd('/')}/{beacon.Chain}/public/{beacon.Round}");
        try
        {
            using var answer = await client.GetAsync(new Uri(address), cancelled);
            if (!answer.IsSuccessStatusCode) return Wait(beacon, $"the answer was {(int)answer.StatusCode}");
            // Anybody may answer at that address, with any media type: only the bytes count.
            var body = await answer.Content.ReadAsByteArrayAsync(cancelled);
            if (JsonSerializer.Deserialize(body, BeaconJson.Default.DrandRound) is not { } round)
                return Wait(beacon, "the answer is no round");
            var value = new BeaconValue(round.Randomness, round.Signature);
            if (round.Round != beacon.Round || !DrawSeedRules.IsValid(beacon, value))
                return Wait(
                    beacon, "the answer is of another round, or its randomness is not the hash of its signature");
            lastProblem = null;
            return value;
        }
        catch (Exception exception) when (
            exception is HttpRequestException or JsonException or OperationCanceledException)
        {
            return Wait(beacon, exception.Message);
        }
    }

    public void Dispose() => client.Dispose();

    private BeaconValue? Wait(DrawBeacon beacon, string problem)
    {
        // The reader is asked every few seconds until the value is there: one line for each problem is enough.
        if (problem != lastProblem) LogWaiting(beacon.Round, problem);
        lastProblem = problem;
        return null;
    }

    [LoggerMessage(2201, LogLevel.Warning, "A draw waits for round {Round} of its beacon: {Problem}.")]
    private partial void LogWaiting(long? round, string problem);
}

/// <summary>A round of a drand chain, as its HTTP API answers it.</summary>
internal sealed record DrandRound(long Round, string Randomness, string Signature);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DrandRound))]
internal sealed partial class BeaconJson : JsonSerializerContext;
