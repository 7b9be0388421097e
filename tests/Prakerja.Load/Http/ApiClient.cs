using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;

namespace Prakerja.Load.Http;

/// <summary>
/// Sends calls until they are answered. A lost connection, a time-out (the driver's or a proxy's), "come
/// again later" and a conflict are waited out; every other answer is the caller's. Never more than the agreed
/// number of requests on their way.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient http;
    private readonly SemaphoreSlim places;
    private readonly TimeSpan patience;
    private readonly ProgrammeTime time;
    private readonly ConcurrentDictionary<string, long> retries = new(StringComparer.Ordinal);

    public ApiClient(Uri url, int connections, TimeSpan patience, ProgrammeTime time)
    {
        this.patience = patience;
        this.time = time;
        places = new SemaphoreSlim(connections);
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

    /// <summary>How often something was sent again, by what was in the way.</summary>
    public IReadOnlyDictionary<string, long> Retries => retries;

    /// <exception cref="ServerAwayException">No answer within the driver's patience.</exception>
    public async Task<Reply> SendAsync(Call call, CancellationToken stop)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var pause = FirstPause;
        for (var sending = 1; ; sending++)
        {
            var (reply, wait, trouble) = await SendOnceAsync(call, sending, stop);
            if (wait is null) return reply!;
            call.Operation.NoteRetry();
            retries.AddOrUpdate(CauseOf(reply, trouble), 1, (_, count) => count + 1);
            if (Stopwatch.GetElapsedTime(startedAt) > patience)
                throw new ServerAwayException($"{call.Operation.Name}: no answer in {patience}.", trouble);
            await Task.Delay(wait > pause ? wait.Value : pause, stop);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <exception cref="UnexpectedAnswerException">Refused.</exception>
    public async Task<T> SendAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken stop) =>
        (await SendAsync(call, stop)).Read(call, type);

    /// <summary>For what answers nothing of interest.</summary>
    /// <exception cref="UnexpectedAnswerException">Refused.</exception>
    public async Task<Reply> DemandAsync(Call call, CancellationToken stop)
    {
        var reply = await SendAsync(call, stop);
        return reply.IsSuccess ? reply : throw new UnexpectedAnswerException(call, reply);
    }

    public void Dispose()
    {
        http.Dispose();
        places.Dispose();
    }

    /// <summary>One sending. A wait of null means that the answer is final.</summary>
    private async Task<(Reply? Reply, TimeSpan? Wait, Exception? Trouble)> SendOnceAsync(
        Call call, int sending, CancellationToken stop)
    {
        await places.WaitAsync(stop);
        try
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(stop);
            bound.CancelAfter(AnswerBound);
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
            // The answer broke off in the middle.
            return (null, TimeSpan.Zero, exception);
        }
        finally
        {
            places.Release();
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

    // A proxy's 502 and 504 say as little as a lost connection: the node may have done it or not.
    private static TimeSpan? WaitOf(Reply reply, RetryConditionHeaderValue? retryAfter) => reply.Status switch
    {
        502 or 503 or 504 => Least(retryAfter?.Delta ?? TimeSpan.Zero),
        409 when reply.Code is "system.conflict" => TimeSpan.Zero,
        // A node that could not yet be told that the clock was moved; what is signed anew may meet one that was.
        401 when reply.Code is "signature.timestamp_out_of_window" => TimeSpan.Zero,
        _ => null,
    };

    // A server that says "in an hour" is as good as away; the patience above decides.
    private static TimeSpan Least(TimeSpan wait) => wait > LongestPause * 5 ? LongestPause * 5 : wait;
}
