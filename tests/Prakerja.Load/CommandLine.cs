using System.Diagnostics;
using System.Runtime.InteropServices;
using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.Measuring;
using Prakerja.Load.People;
using Prakerja.Load.Phases;
using Prakerja.Load.Reports;
using Spectre.Console;

namespace Prakerja.Load;

/// <summary>
/// From arguments to an exit code; nothing above it and no exception past it that has a plain message.
/// </summary>
internal static class CommandLine
{
    private const int Held = 0;
    private const int Broken = 1;
    private const int WrongUsage = 2;
    private const int Interrupted = 130;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var console = AnsiConsole.Console;
        // Tables and lines are read in files and logs as well, where 80 columns cut them.
        if (!console.Profile.Capabilities.Interactive) console.Profile.Width = 140;
        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var options = Options.Parse(arguments);
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

    private static async Task<int> RunAsync(Options options, IAnsiConsole console, CancellationToken stop)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var population = Population.Create(options.Seed, options.Participants);
        await using var journal = options.Command is "wave"
            ? JournalFile.Open(options.StatePath, population, options)
            : JournalFile.None(population);
        var time = new ProgrammeTime();
        using var client = new ApiClient(
            options.Url, options.Connections, TimeSpan.FromSeconds(options.PatienceSeconds), time);
        var rehearsal = new Rehearsal(options, population, journal, client, time, new Board(console))
        {
            Operator = new Credential.Key(ReadKey(options.ManagementKeyFile!)),
        };
        var findings = new Findings(rehearsal);
        var stopped = await WorkAsync(rehearsal, findings, stop);
        var report = findings.ToReport(stopped, Stopwatch.GetElapsedTime(startedAt));
        Tables.Show(console, report);
        if (options.ReportFile is not null) await report.WriteAsync(options.ReportFile);
        return stop.IsCancellationRequested ? Interrupted : report.Held ? Held : Broken;
    }

    /// <summary>Does what was asked; says why it stopped before its end, or null.</summary>
    private static async Task<string?> WorkAsync(
        Rehearsal rehearsal, Findings findings, CancellationToken stop)
    {
        try
        {
            await (rehearsal.Options.Command switch
            {
                "join" => new JoinMeasure(rehearsal, findings).RunAsync(stop),
                "dashboard" => new DashboardMeasure(rehearsal, findings).RunAsync(stop),
                _ => LiveAsync(rehearsal, findings, stop),
            });
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return "interrupted";
        }
        catch (Exception exception) when (exception
            is PhaseFailedException or ServerAwayException or UnexpectedAnswerException or IOException)
        {
            return exception.Message;
        }
    }

    private static async Task LiveAsync(Rehearsal rehearsal, Findings findings, CancellationToken stop)
    {
        var year = new Year(rehearsal);
        await year.LiveAsync(stop);
        findings.Take(await new Audit(rehearsal, year.Draws).GatherAsync(stop));
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
