using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace Prakerja.Load.Http;

/// <summary>
/// Sends a request and retries it until there is a final answer or the time limit has passed. It retries lost
/// connections, time-outs (its own or of a proxy), 502, 503, 504, <c>system.conflict</c> and
/// <c>signature.timestamp_out_of_window</c>. At most the given number of requests run at once.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(10);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient http;
    private readonly SemaphoreSlim inFlight;
    private readonly TimeSpan retryTimeout;
    private readonly ProgrammeTime time;
    private readonly ConcurrentDictionary<string, long> retries = new(StringComparer.Ordinal);

    public ApiClient(Uri url, int connections, TimeSpan retryTimeout, ProgrammeTime time)
    {
        this.retryTimeout = retryTimeout;
        this.time = time;
        inFlight = new SemaphoreSlim(connections);
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(60),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            UseCookies = false,
            UseProxy = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        };
        http = new HttpClient(handler) { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Number of retries by cause.</summary>
    public IReadOnlyDictionary<string, long> Retries => retries;

    /// <exception cref="NoAnswerException">No answer within the time limit.</exception>
    public async Task<Reply> SendAsync(Call call, CancellationToken stop)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            var (reply, wait, failure) = await TrySendAsync(call, attempt, stop);
            if (wait is null) return reply!;
            call.Operation.RecordRetry();
            retries.AddOrUpdate(CauseOf(reply, failure), 1, (_, count) => count + 1);
            if (Stopwatch.GetElapsedTime(startedAt) > retryTimeout)
                throw new NoAnswerException($"{call.Operation.Name}: no answer in {retryTimeout}.", failure);
            await Task.Delay(wait > pause ? wait.Value : pause, stop);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <exception cref="UnexpectedAnswerException">
    /// The server refused the call, or its answer cannot be read.
    /// </exception>
    public async Task<T> SendAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken stop) =>
        (await SendAsync(call, stop)).Read(call, type);

    /// <summary>For calls whose answer body does not matter.</summary>
    /// <exception cref="UnexpectedAnswerException">The server refused the call.</exception>
    public async Task<Reply> SendOrThrowAsync(Call call, CancellationToken stop)
    {
        var reply = await SendAsync(call, stop);
        return reply.IsSuccess ? reply : throw new UnexpectedAnswerException(call, reply);
    }

    public void Dispose()
    {
        http.Dispose();
        inFlight.Dispose();
    }

    /// <summary>Sends once. A wait of null means that the answer is final.</summary>
    private async Task<(Reply? Reply, TimeSpan? Wait, Exception? Failure)> TrySendAsync(
        Call call, int attempt, CancellationToken stop)
    {
        await inFlight.WaitAsync(stop);
        try
        {
            using var attemptTimeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
            attemptTimeout.CancelAfter(AttemptTimeout);
            var sentAt = Stopwatch.GetTimestamp();
            using var request = RequestOf(call);
            using var response = await http.SendAsync(request, attemptTimeout.Token);
            var reply = new Reply(
                (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(attemptTimeout.Token), attempt);
            call.Operation.RecordAnswer(sentAt, Stopwatch.GetTimestamp());
            return (reply, WaitOf(reply, response.Headers.RetryAfter), null);
        }
        catch (OperationCanceledException exception) when (!stop.IsCancellationRequested)
        {
            return (null, TimeSpan.Zero, exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // IOException: the connection broke during the answer.
            return (null, TimeSpan.Zero, exception);
        }
        finally
        {
            inFlight.Release();
        }
    }

    private HttpRequestMessage RequestOf(Call call)
    {
        var request = new HttpRequestMessage(call.Method, call.Path);
        if (call.Body.Length > 0 || call.Method != HttpMethod.Get)
        {
            request.Content = new ByteArrayContent(call.Body);
            if (call.Body.Length > 0) request.Content.Headers.ContentType = Json;
        }

        if (call.Key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", call.Key);
        call.Credential.ApplyTo(request, call.Path, call.Body, time);
        return request;
    }

    private static string CauseOf(Reply? reply, Exception? failure) => (reply, failure) switch
    {
        ({ } answer, _) => $"{answer.Status} {answer.Code}",
        (_, OperationCanceledException) => "no answer in time",
        _ => "no connection",
    };

    // A 502 or 504 of a proxy is like a lost connection: the node may have processed the request or not.
    private static TimeSpan? WaitOf(Reply reply, RetryConditionHeaderValue? retryAfter) => reply.Status switch
    {
        502 or 503 or 504 => LimitRetryAfter(retryAfter?.Delta ?? TimeSpan.Zero),
        409 when reply.Code is "system.conflict" => TimeSpan.Zero,
        // The node has not yet seen the move of the clock. The next signature may reach a node that has.
        401 when reply.Code is "signature.timestamp_out_of_window" => TimeSpan.Zero,
        _ => null,
    };

    // A longer Retry-After is not waited for: the time limit of the driver decides when to give up.
    private static TimeSpan LimitRetryAfter(TimeSpan wait) => wait > LongestRetryAfter ? LongestRetryAfter : wait;
}
