using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Prakerja.Load.Http;

namespace Prakerja.Load.Measuring;

/// <summary>
/// Sends prepared HTTP/1.1 requests over many open connections from one thread: one poll, then one read and one write
/// for each answer. The driver shares two cores with the server that it measures, and HttpClient would take a third of
/// them. No pipelining: each connection waits for its answer, as a browser does.
/// </summary>
internal sealed class RawPump : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollUnit = TimeSpan.FromMilliseconds(1);

    private readonly List<Connection> connections = [];
    private readonly Operation operation;
    private readonly int expectedStatus;

    /// <summary>
    /// Reads an answer; <paramref name="request"/> is the number of the request from 0 in the order of sending.
    /// </summary>
    public delegate void AnswerReader(int request, ReadOnlySpan<byte> answer);

    public RawPump(Uri url, int connectionCount, Operation operation, int expectedStatus)
    {
        this.operation = operation;
        this.expectedStatus = expectedStatus;
        var address = Dns.GetHostAddresses(url.Host, AddressFamily.InterNetwork)[0];
        for (var number = 0; number < connectionCount; number++)
            connections.Add(new Connection(new IPEndPoint(address, url.Port)));
    }

    /// <summary>Counts of answers with an unexpected status, by status.</summary>
    public SortedDictionary<int, long> Others { get; } = [];

    public long Answered { get; private set; }

    /// <summary>Gets the latencies of answers with another status; null adds them to the expected ones.</summary>
    public Operation? Refused { get; init; }

    /// <summary>Called with every answer of the expected status.</summary>
    public AnswerReader? OnAnswer { get; init; }

    /// <summary>Called with the number of each request that got another status.</summary>
    public Action<int>? OnOther { get; init; }

    public TimeSpan Took { get; private set; }

    /// <summary>
    /// Sends the requests from <paramref name="next"/> until it returns null, and waits for the last answer.
    /// </summary>
    /// <exception cref="IOException">A connection was closed, or no answer came in time.</exception>
    public void Run(Func<byte[]?> next, CancellationToken stop)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var bySocket = connections.ToDictionary(connection => connection.Socket);
        var busy = new HashSet<Socket>();
        var sent = 0;
        foreach (var connection in connections)
        {
            if (next() is not { } request) break;
            connection.Send(request, sent++);
            busy.Add(connection.Socket);
        }

        var readable = new List<Socket>(connections.Count);
        while (busy.Count > 0 && !stop.IsCancellationRequested)
        {
            readable.Clear();
            readable.AddRange(busy);
            Socket.Select(readable, null, null, AnswerTimeout);
            if (readable.Count == 0) throw new IOException($"No answer in {AnswerTimeout}.");
            foreach (var socket in readable)
            {
                var connection = bySocket[socket];
                if (!connection.Receive()) continue;
                Note(connection);
                if (next() is { } request) connection.Send(request, sent++);
                else busy.Remove(socket);
            }
        }

        Took = Stopwatch.GetElapsedTime(startedAt);
    }

    /// <summary>
    /// Sends at a fixed rate, independent of the server, until <paramref name="next"/> returns null. When no connection
    /// is free, a request waits and the wait counts as latency: a slow server must not slow its own measurement.
    /// Requests that are due within the same millisecond are sent together.
    /// </summary>
    /// <exception cref="IOException">A connection was closed, or no answer came in time.</exception>
    public void RunAt(double perSecond, Func<byte[]?> next, CancellationToken stop)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var pause = Stopwatch.Frequency / perSecond;
        var bySocket = connections.ToDictionary(connection => connection.Socket);
        var free = new Stack<Connection>(connections);
        var busy = new HashSet<Socket>();
        var readable = new List<Socket>(connections.Count);
        var (sent, ended) = (0, false);
        while ((!ended || busy.Count > 0) && !stop.IsCancellationRequested)
        {
            var due = startedAt + (long)(sent * pause);
            while (!ended && free.Count > 0
                && (due = startedAt + (long)(sent * pause)) <= Stopwatch.GetTimestamp())
            {
                if (next() is not { } request)
                {
                    ended = true;
                    break;
                }

                var connection = free.Pop();
                connection.Send(request, sent++, due);
                busy.Add(connection.Socket);
            }

            // At least one millisecond: spinning would take a processor from the server.
            var untilDue = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            var wait = ended || free.Count == 0 ? AnswerTimeout
                : untilDue > PollUnit ? untilDue
                : PollUnit;
            readable.Clear();
            if (busy.Count == 0)
            {
                if (!ended) stop.WaitHandle.WaitOne(wait);
                continue;
            }

            readable.AddRange(busy);
            Socket.Select(readable, null, null, wait);
            if (readable.Count == 0 && wait == AnswerTimeout) throw new IOException($"No answer in {AnswerTimeout}.");
            foreach (var socket in readable)
            {
                var connection = bySocket[socket];
                if (!connection.Receive()) continue;
                Note(connection);
                busy.Remove(socket);
                free.Push(connection);
            }
        }

        Took = Stopwatch.GetElapsedTime(startedAt);
    }

    public void Dispose()
    {
        foreach (var connection in connections) connection.Dispose();
    }

    public static byte[] Request(Uri url, string method, string path, string token, string? key, string? json)
    {
        var text = new StringBuilder()
            .Append(method).Append(' ').Append(path).Append(" HTTP/1.1\r\nHost: ").Append(url.Authority)
            .Append("\r\nAuthorization: Bearer ").Append(token).Append("\r\n");
        if (key is not null) text.Append("Idempotency-Key: ").Append(key).Append("\r\n");
        if (json is not null)
        {
            text.Append("Content-Type: application/json\r\nContent-Length: ")
                .Append(Encoding.UTF8.GetByteCount(json))
                .Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(json).ToString());
    }

    private void Note(Connection connection)
    {
        Answered++;
        var asExpected = connection.Status == expectedStatus;
        (asExpected ? operation : Refused ?? operation).RecordAnswer(connection.SentAt, Stopwatch.GetTimestamp());
        if (asExpected)
        {
            OnAnswer?.Invoke(connection.Request, connection.Answer);
            return;
        }

        Others[connection.Status] = Others.GetValueOrDefault(connection.Status) + 1;
        OnOther?.Invoke(connection.Request);
    }

    /// <summary>One connection with at most one request in flight.</summary>
    private sealed class Connection : IDisposable
    {
        private readonly byte[] buffer = new byte[64 * 1024];
        private int received;

        public Connection(IPEndPoint server)
        {
            Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                NoDelay = true,
            };
            Socket.Connect(server);
        }

        public Socket Socket { get; }

        public long SentAt { get; private set; }

        public int Status { get; private set; }

        /// <summary>The number of the request in flight.</summary>
        public int Request { get; private set; }

        public ReadOnlySpan<byte> Answer => buffer.AsSpan(0, received);

        public void Send(byte[] request, int number, long? dueAt = null)
        {
            received = 0;
            Request = number;
            SentAt = dueAt ?? Stopwatch.GetTimestamp();
            for (var sent = 0; sent < request.Length;) sent += Socket.Send(request.AsSpan(sent));
        }

        /// <summary>Reads the available bytes; true when the answer is complete.</summary>
        public bool Receive()
        {
            var count = Socket.Receive(buffer.AsSpan(received));
            if (count == 0) throw new IOException("The server closed a connection.");
            received += count;
            var answer = buffer.AsSpan(0, received);
            if (!RawAnswer.IsWhole(answer)) return false;
            Status = RawAnswer.StatusOf(answer);
            return true;
        }

        public void Dispose() => Socket.Dispose();
    }
}
