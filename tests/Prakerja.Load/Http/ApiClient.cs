using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace Prakerja.Load.Http;

/// <summary>
/// Sends calls and retries until there is an answer. It retries lost connections, time-outs (its own or of a proxy),
/// "come again later" and conflicts; it returns every other answer to the caller. It never has more than the given
/// number of requests in flight.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient http;
    private readonly SemaphoreSlim slots;
    private readonly TimeSpan timeout;
    private readonly ProgrammeTime time;
    private readonly ConcurrentDictionary<string, long> retries = new(StringComparer.Ordinal);

    public ApiClient(Uri url, int connections, TimeSpan timeout, ProgrammeTime time)
    {
        this.timeout = timeout;
        this.time = time;
        slots = new SemaphoreSlim(connections);
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

    /// <exception cref="ServerAwayException">No answer within the time limit.</exception>
    public async Task<Reply> SendAsync(Call call, CancellationToken stop)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var pause = FirstPause;
        for (var sending = 1; ; sending++)
        {
            var (reply, wait, trouble) = await TrySendAsync(call, sending, stop);
            if (wait is null) return reply!;
            call.Operation.NoteRetry();
            retries.AddOrUpdate(CauseOf(reply, trouble), 1, (_, count) => count + 1);
            if (Stopwatch.GetElapsedTime(startedAt) > timeout)
                throw new ServerAwayException($"{call.Operation.Name}: no answer in {timeout}.", trouble);
            await Task.Delay(wait > pause ? wait.Value : pause, stop);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <exception cref="UnexpectedAnswerException">Refused.</exception>
    public async Task<T> SendAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken stop) =>
        (await SendAsync(call, stop)).Read(call, type);

    /// <summary>For calls whose answer body does not matter.</summary>
    /// <exception cref="UnexpectedAnswerException">Refused.</exception>
    public async Task<Reply> SendOrThrowAsync(Call call, CancellationToken stop)
    {
        var reply = await SendAsync(call, stop);
        return reply.IsSuccess ? reply : throw new UnexpectedAnswerException(call, reply);
    }

    public void Dispose()
    {
        http.Dispose();
        slots.Dispose();
    }

    /// <summary>Sends once. A wait of null means that the answer is final.</summary>
    private async Task<(Reply? Reply, TimeSpan? Wait, Exception? Trouble)> TrySendAsync(
        Call call, int sending, CancellationToken stop)
    {
        await slots.WaitAsync(stop);
        try
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
            bound.CancelAfter(AnswerTimeout);
            var sentAt = Stopwatch.GetTimestamp();
            using var request = RequestOf(call);
            using var response = await http.SendAsync(request, bound.Token);
            var reply = new Reply(
                (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(bound.Token), sending);
            call.Operation.NoteAnswer(sentAt, Stopwatch.GetTimestamp());
            return (reply, WaitOf(reply, response.Headers.RetryAfter), null);
        }
        catch (OperationCanceledException exception) when (!stop.IsCancellationRequested)
        {
            return (null, TimeSpan.Zero, exception);
        }
        catch (HttpRequestException exception)
        {
            return (null, TimeSpan.Zero, exception);
        }
        catch (IOException exception)
        {
            // The connection broke in the middle of the answer.
            return (null, TimeSpan.Zero, exception);
        }
        finally
        {
            slots.Release();
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
        call.By.ApplyTo(request, call.Path, call.Body, time);
        return request;
    }

    private static string CauseOf(Reply? reply, Exception? trouble) => (reply, trouble) switch
    {
        ({ } answer, _) => $"{answer.Status} {answer.Code}",
        (_, OperationCanceledException) => "no answer in time",
        _ => "no connection",
    };

    // A 502 or 504 of a proxy is like a lost connection: the node may have processed the request or not.
    private static TimeSpan? WaitOf(Reply reply, RetryConditionHeaderValue? retryAfter) => reply.Status switch
    {
        502 or 503 or 504 => AtMostTenSeconds(retryAfter?.Delta ?? TimeSpan.Zero),
        409 when reply.Code is "system.conflict" => TimeSpan.Zero,
        // The node has not yet seen the move of the clock. The next signature may reach a node that has.
        401 when reply.Code is "signature.timestamp_out_of_window" => TimeSpan.Zero,
        _ => null,
    };

    // A server that asks for an hour counts as unavailable; the time limit of the driver decides.
    private static TimeSpan AtMostTenSeconds(TimeSpan wait) => wait > LongestPause * 5 ? LongestPause * 5 : wait;
}
