using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Prakerja.Benchmarks.Cluster.Services;

/// <summary>A built program of this repository in its own process, serving HTTP on a free port.</summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly ConcurrentQueue<string> lines = [];
    private readonly Process process;

    private ProgramProcess(string project, IEnumerable<string> arguments, string directory)
    {
        var start = new ProcessStartInfo("dotnet", [PathOf(project), "--urls", Url.ToString(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        process = new Process { StartInfo = start };
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Url { get; } = new(
        string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));

    public int Id => process.Id;

    /// <summary>Memory that the program holds in RAM. MiB.</summary>
    public long MemoryMiB
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
    }

    /// <summary>The most memory that the program held since <see cref="ResetPeakMemory"/>. MiB.</summary>
    public long PeakMemoryMiB => File.ReadLines($"/proc/{process.Id}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => long.Parse(line["VmHWM:".Length..^" kB".Length], CultureInfo.InvariantCulture) >> 10)
        .First();

    public void ResetPeakMemory() => File.WriteAllText($"/proc/{process.Id}/clear_refs", "5");

    public TimeSpan ProcessorTime => ProcessorUsage.OfProcess(process.Id);

    /// <summary>Starts the program and waits until the path answers with success.</summary>
    public static async Task<ProgramProcess> StartAsync(
        string project, string readyPath, IEnumerable<string> arguments, string directory)
    {
        Directory.CreateDirectory(directory);
        var program = new ProgramProcess(project, arguments, directory);
        var startedAt = Stopwatch.GetTimestamp();
        while (!await program.AnswersAsync(readyPath))
        {
            if (program.process.HasExited || Stopwatch.GetElapsedTime(startedAt) > StartTimeout)
            {
                await program.DisposeAsync();
                throw new InvalidOperationException(
                    $"{project} did not start: {string.Join('\n', program.lines)}");
            }

            await Task.Delay(50);
        }

        return program;
    }

    /// <summary>Stops the process as a service manager does, and waits until it has ended.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", [process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(StopTimeout);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task<bool> AnswersAsync(string path)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Url, path));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            // No listener yet, or the machine is too busy to answer in time.
            return false;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null) lines.Enqueue(line.Data);
    }

    // artifacts/bin/PROJECT/CONFIGURATION/
    private static string PathOf(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, project + ".dll");
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
