using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Prakerja.TestCommon;

namespace Prakerja.SystemTests;

/// <summary>A program of this repository as a process of its own, with all that it said.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = [];

    /// <param name="program">Path of its assembly.</param>
    /// <param name="asNobody">
    /// As a user whose rights the file system does not overlook, when this user is root.
    /// </param>
    public RunningProgram(
        string program, IEnumerable<string> arguments, string workingDirectory, bool asNobody = false)
        : this(["dotnet", program, .. arguments], workingDirectory, asNobody)
    {
    }

    /// <param name="command">A program of any kind, and its arguments.</param>
    public RunningProgram(IEnumerable<string> command, string workingDirectory, bool asNobody = false)
    {
        if (asNobody && Environment.IsPrivilegedProcess) command = NobodyUser.Command(command);
        // A shell starts its background jobs with SIGINT ignored, and their children inherit that. Ctrl-C must stop a
        // program that is started here, however the tests themselves were started.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory,
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

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public IReadOnlyList<string> Lines => [.. lines];

    /// <summary>It has said the last line of its start, as the server and the local cluster do.</summary>
    public bool HasSaidItStarted =>
        lines.Any(line => line.StartsWith("Ctrl-C stops it.", StringComparison.Ordinal));

    /// <summary>Everything it said, for the message of a failed test.</summary>
    public string Said => string.Join(Environment.NewLine, lines);

    /// <summary>SIGKILL: no warning, no clean-up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as a service manager stops a program; SIGINT, as Ctrl-C does.</summary>
    public Task SignalAsync(string signal) => SignalAsync(process.Id, signal);

    public static async Task SignalAsync(int pid, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Its exit code, once it ends by itself.</summary>
    /// <exception cref="TimeoutException">It did not within the bound.</exception>
    public async Task<int> ExitCodeAsync(TimeSpan bound)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(bound);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null) lines.Enqueue(line.Data);
    }
}
