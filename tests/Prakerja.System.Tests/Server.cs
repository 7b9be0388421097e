using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Prakerja.SystemTests;

/// <summary>The built server on a data directory and a port of its own.</summary>
internal sealed class Server(string data, string workingDirectory) : IAsyncDisposable
{
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly int port = FreePort();
    private RunningProgram? program;

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    public string ManagementKeyFile => Path.Combine(data, "management.key");

    public RunningProgram Program => program ?? throw new InvalidOperationException("Not started.");

    /// <summary>Starts it and waits until it is ready; says how long that took.</summary>
    public async Task<TimeSpan> StartAsync()
    {
        if (program is not null) await program.DisposeAsync();
        var startedAt = Stopwatch.GetTimestamp();
        program = Begin();
        while (!await IsReadyAsync())
        {
            Assert.False(program.HasExited, program.Said);
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < StartBound, program.Said);
            await Task.Delay(LookPause, TestContext.Current.CancellationToken);
        }

        return Stopwatch.GetElapsedTime(startedAt);
    }

    /// <summary>Waits until all is here that it says at a start: it is ready before that.</summary>
    public async Task UntilWelcomeAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        while (!Program.HasSaidItStarted)
        {
            Assert.False(Program.HasExited, Program.Said);
            Assert.True(Stopwatch.GetElapsedTime(startedAt) < StartBound, Program.Said);
            await Task.Delay(LookPause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Starts it without waiting for anything.</summary>
    public RunningProgram Begin(bool asNobody = false, params IEnumerable<string> settings) => new(
        Programs.Server,
        ["--urls", Url, $"--Prakerja:Data={data}", "--Prakerja:SourceLimits:Enabled=false", .. settings],
        workingDirectory,
        asNobody);

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await http.GetAsync(
                new Uri(Url + "/health/ready"), TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody listens yet.
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (program is not null) await program.DisposeAsync();
        http.Dispose();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
