using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using Prakerja.Grains.Caching;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;

namespace Prakerja.Silo.SignUps;

/// <summary>
/// Asks a civil registry over HTTP (docs/operations.md, "A civil registry"). It retries twice, leaves a registry that
/// fails alone for some seconds, limits its questions a second, and remembers answers under a keyed hash, so that no
/// NIK is in a key of its memory.
/// </summary>
internal sealed partial class HttpIdentityRegistry : IIdentityRegistry, IDisposable
{
    private const int AnswerBytesMax = 16 * 1024;
    private const int AnswersRemembered = 100_000;

    private readonly HttpClient client;
    private readonly IdentityRegistryOptions options;
    private readonly IdentityKey identity;
    private readonly ILogger<HttpIdentityRegistry> logger;
    private readonly RateLimiter rate;
    private readonly ResiliencePipeline pipeline;
    private readonly ExpiringCache<KeyedHash, IdentityAnswer>? remembered;

    public HttpIdentityRegistry(
        IOptions<IdentityRegistryOptions> options, IdentityKey identity, ILogger<HttpIdentityRegistry> logger)
    {
        (this.options, this.identity, this.logger) = (options.Value, identity, logger);
        client = new HttpClient(new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AllowAutoRedirect = false, // a NIK goes to the configured address alone
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // the pipeline has its own
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
        if (this.options.Token is { Length: > 0 } token)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        rate = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = this.options.RequestsPerSecond,
            TokensPerPeriod = this.options.RequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
            QueueLimit = this.options.RequestsPerSecond * 5,
        });
        pipeline = PipelineOf(TimeSpan.FromSeconds(this.options.TimeoutSeconds));
        if (this.options.CacheMinutes > 0)
            remembered = new(TimeProvider.System, TimeSpan.FromMinutes(this.options.CacheMinutes), AnswersRemembered);
    }

    public async Task<IdentityAnswer> CheckAsync(IdentityQuestion question, CancellationToken cancelled)
    {
        var key = HashOf(question);
        if (remembered is not null && remembered.TryGet(key, out var known)) return known;
        try
        {
            using var lease = await rate.AcquireAsync(1, cancelled);
            if (!lease.IsAcquired) return Unavailable("too many questions wait");
            var answer = await pipeline.ExecuteAsync(async stop => await AskAsync(question, stop), cancelled);
            remembered?.Set(key, answer);
            return answer;
        }
        // The messages of these exceptions hold addresses and statuses, not what was asked.
        catch (Exception exception) when (exception
            is HttpRequestException or JsonException or TimeoutRejectedException or BrokenCircuitException)
        {
            return Unavailable(exception.Message);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        rate.Dispose();
    }

    private async Task<IdentityAnswer> AskAsync(IdentityQuestion question, CancellationToken stop)
    {
        var body = new RegistryQuestion(
            question.Nik.Reveal(), question.Name, question.BirthDate, question.FamilyCard.Reveal());
        using var answer = await client.PostAsJsonAsync(
            options.Url, body, RegistryJson.Default.RegistryQuestion, stop);
        answer.EnsureSuccessStatusCode();
        var told = await answer.Content.ReadFromJsonAsync(RegistryJson.Default.RegistryAnswer, stop);
        return told?.Result switch
        {
            "match" => IdentityAnswer.Match,
            "mismatch" => IdentityAnswer.Mismatch,
            _ => throw new JsonException("The result is neither match nor mismatch."),
        };
    }

    private static ResiliencePipeline PipelineOf(TimeSpan timeout)
    {
        var failures = new PredicateBuilder().Handle<HttpRequestException>().Handle<TimeoutRejectedException>();
        return new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = failures,
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                ShouldHandle = failures,
                FailureRatio = 0.5,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(5),
            })
            .AddTimeout(timeout)
            .Build();
    }

    private KeyedHash HashOf(IdentityQuestion question) => identity.Hash("identity-check", string.Create(
        CultureInfo.InvariantCulture,
        $"{question.Nik.Reveal()}/{question.FamilyCard.Reveal()}/{question.BirthDate:O}/{question.Name}"));

    private IdentityAnswer Unavailable(string problem)
    {
        LogUnavailable(problem);
        return IdentityAnswer.Unavailable;
    }

    [LoggerMessage(2301, LogLevel.Warning, "The civil registry gave no answer: {Problem}.")]
    private partial void LogUnavailable(string problem);
}

/// <summary>What the registry is asked.</summary>
internal sealed record RegistryQuestion(string Nik, string Name, DateOnly BirthDate, string FamilyCardNumber)
{
    // The default ToString of a record would print personal data.
    public override string ToString() => nameof(RegistryQuestion);
}

/// <param name="Result">"match" or "mismatch".</param>
internal sealed record RegistryAnswer(string Result);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegistryQuestion))]
[JsonSerializable(typeof(RegistryAnswer))]
internal sealed partial class RegistryJson : JsonSerializerContext;
