using System.Diagnostics;
using System.Runtime.InteropServices;
using Prakerja.Load.Arguments;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.Measuring;
using Prakerja.Load.People;
using Prakerja.Load.Phases;
using Prakerja.Load.Progress;
using Prakerja.Load.Reports;
using Prakerja.Load.Runs;
using Spectre.Console;

namespace Prakerja.Load;

/// <summary>
/// Runs the driver: parses the arguments, does the command, prints the report, returns the exit code.
/// </summary>
internal static class CommandLine
{
    private const int Success = 0;
    private const int Failure = 1;
    private const int WrongUsage = 2;
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var console = AnsiConsole.Console;
        // Files and logs keep the output too; the default of 80 columns would cut the tables.
        if (!console.Profile.Capabilities.Interactive) console.Profile.Width = 140;
        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var options = DriverOptions.Parse(arguments);
            return await RunAsync(options, console, stopping.Token);
        }
        catch (UsageException exception)
        {
            console.WriteLine(exception.Message);
            return WrongUsage;
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }

    private static async Task<int> RunAsync(DriverOptions options, IAnsiConsole console, CancellationToken stop)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var population = Population.Create(options.Seed, options.Participants);
        await using var journal = options.Command is "wave"
            ? JournalFile.Open(options.StatePath, population, options)
            : JournalFile.None(population);
        var time = new ProgrammeTime();
        using var client = new ApiClient(
            options.Url, options.Connections, TimeSpan.FromSeconds(options.TimeoutSeconds), time);
        var context = new RunContext(options, population, journal, client, time, new PhaseProgress(console))
        {
            Operator = new Credential.Key(ReadKey(options.ManagementKeyFile!)),
        };
        var findings = new Findings(context);
        var stopped = await RunCommandAsync(context, findings, stop);
        var report = findings.ToReport(stopped, Stopwatch.GetElapsedTime(startedAt));
        Tables.Show(console, report);
        if (options.ReportFile is not null) await report.WriteAsync(options.ReportFile);
        return stop.IsCancellationRequested ? Interrupted : report.Held ? Success : Failure;
    }

    /// <summary>Runs the command. Returns why it stopped early; null when it completed.</summary>
    private static async Task<string?> RunCommandAsync(
        RunContext context, Findings findings, CancellationToken stop)
    {
        try
        {
            await (context.Options.Command switch
            {
                "join" => new JoinMeasure(context, findings).RunAsync(stop),
                "dashboard" => new DashboardMeasure(context, findings).RunAsync(stop),
                _ => RunYearAsync(context, findings, stop),
            });
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return "interrupted";
        }
        catch (Exception exception) when (exception
            is PhaseFailedException or NoAnswerException or UnexpectedAnswerException or IOException)
        {
            return exception.Message;
        }
    }

    private static async Task RunYearAsync(RunContext context, Findings findings, CancellationToken stop)
    {
        var year = new ProgrammeYear(context);
        await year.RunAsync(stop);
        findings.CountInvariants(await new Audit(context, year.Draws).GatherAsync(stop));
    }

    private static string ReadKey(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--management-key-file {path}: {exception.Message}");
        }
    }
}
