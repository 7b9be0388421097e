using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Prakerja.Load.Http;

namespace Prakerja.Load.Measuring;

/// <summary>
/// Sends ready-made HTTP/1.1 requests over many kept connections from one thread: one poll, then for each
/// answer one read and one write. The driver shares two cores with the server it measures, and HttpClient
/// would take a third of them. No pipelining: each connection waits for its answer, as a browser does.
/// </summary>
internal sealed class RawPump : IDisposable
{
    private static readonly TimeSpan PollBound = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollUnit = TimeSpan.FromMilliseconds(1);

    private readonly List<Line> lines = [];
    private readonly Operation operation;
    private readonly int expectedStatus;

    /// <summary>
    /// Reads an answer; <paramref name="request"/> counts the requests from 0 in the order of sending.
    /// </summary>
    public delegate void AnswerReader(int request, ReadOnlySpan<byte> answer);

    public RawPump(Uri url, int connections, Operation operation, int expectedStatus)
    {
        this.operation = operation;
        this.expectedStatus = expectedStatus;
        var address = Dns.GetHostAddresses(url.Host, AddressFamily.InterNetwork)[0];
        for (var connection = 0; connection < connections; connection++)
            lines.Add(new Line(new IPEndPoint(address, url.Port)));
    }

    /// <summary>Answers by status that were not the expected one.</summary>
    public SortedDictionary<int, long> Others { get; } = [];

    public long Answered { get; private set; }

    /// <summary>Where answers with another status are noted; with the expected ones when null.</summary>
    public Operation? Refused { get; init; }

    /// <summary>Sees every answer with the expected status.</summary>
    public AnswerReader? OnAnswer { get; init; }

    /// <summary>Hears the number of each request that was answered with another status.</summary>
    public Action<int>? OnOther { get; init; }

    public TimeSpan Took { get; private set; }

    /// <summary>
    /// Sends what <paramref name="next"/> gives until it gives null, and waits for the last answer.
    /// </summary>
    /// <exception cref="IOException">A connection was closed, or nothing came for long.</exception>
    public void Run(Func<byte[]?> next, CancellationToken stop)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var bySocket = lines.ToDictionary(line => line.Socket);
        var busy = new HashSet<Socket>();
        var sent = 0;
        foreach (var line in lines)
        {
            if (next() is not { } request) break;
            line.Send(request, sent++);
            busy.Add(line.Socket);
        }

        var readable = new List<Socket>(lines.Count);
        while (busy.Count > 0 && !stop.IsCancellationRequested)
        {
            readable.Clear();
            readable.AddRange(busy);
            Socket.Select(readable, null, null, PollBound);
            if (readable.Count == 0) throw new IOException($"No answer in {PollBound}.");
            foreach (var socket in readable)
            {
                var line = bySocket[socket];
                if (!line.Receive()) continue;
                Note(line);
                if (next() is { } request) line.Send(request, sent++);
                else busy.Remove(socket);
            }
        }

        Took = Stopwatch.GetElapsedTime(startedAt);
    }

    /// <summary>
    /// Sends at a given rate whatever the server does, until <paramref name="next"/> gives null. A request
    /// that finds no free connection at its time waits, and its wait counts: a slow server must not slow its
    /// own measurement. What is due within the same millisecond is sent together.
    /// </summary>
    /// <exception cref="IOException">A connection was closed, or nothing came for long.</exception>
    public void RunAt(double perSecond, Func<byte[]?> next, CancellationToken stop)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var pause = Stopwatch.Frequency / perSecond;
        var bySocket = lines.ToDictionary(line => line.Socket);
        var free = new Stack<Line>(lines);
        var busy = new HashSet<Socket>();
        var readable = new List<Socket>(lines.Count);
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

                var line = free.Pop();
                line.Send(request, sent++, due);
                busy.Add(line.Socket);
            }

            // To the next millisecond, and never less than one: to spin would take a processor from the server.
            var untilDue = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
            var wait = ended || free.Count == 0 ? PollBound
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
            if (readable.Count == 0 && wait == PollBound) throw new IOException($"No answer in {PollBound}.");
            foreach (var socket in readable)
            {
                var line = bySocket[socket];
                if (!line.Receive()) continue;
                Note(line);
                busy.Remove(socket);
                free.Push(line);
            }
        }

        Took = Stopwatch.GetElapsedTime(startedAt);
    }

    public void Dispose()
    {
        foreach (var line in lines) line.Dispose();
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

    private void Note(Line line)
    {
        Answered++;
        var asExpected = line.Status == expectedStatus;
        (asExpected ? operation : Refused ?? operation).NoteAnswer(line.SentAt, Stopwatch.GetTimestamp());
        if (asExpected)
        {
            OnAnswer?.Invoke(line.Request, line.Answer);
            return;
        }

        Others[line.Status] = Others.GetValueOrDefault(line.Status) + 1;
        OnOther?.Invoke(line.Request);
    }

    /// <summary>One connection with at most one request on its way.</summary>
    private sealed class Line : IDisposable
    {
        private readonly byte[] buffer = new byte[64 * 1024];
        private int received;

        public Line(IPEndPoint server)
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

        /// <summary>The number of the request that is on its way.</summary>
        public int Request { get; private set; }

        public ReadOnlySpan<byte> Answer => buffer.AsSpan(0, received);

        public void Send(byte[] request, int number, long? dueAt = null)
        {
            received = 0;
            Request = number;
            SentAt = dueAt ?? Stopwatch.GetTimestamp();
            for (var sent = 0; sent < request.Length;) sent += Socket.Send(request.AsSpan(sent));
        }

        /// <summary>Reads what is there; true when the answer is whole.</summary>
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
