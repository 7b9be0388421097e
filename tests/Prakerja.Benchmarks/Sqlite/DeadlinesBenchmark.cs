using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Benchmarks.Arguments;
using Prakerja.Benchmarks.Measuring;
using Prakerja.Benchmarks.Stores;
using Prakerja.Silo.Deadlines;

namespace Prakerja.Benchmarks.Sqlite;

/// <summary>
/// Deadlines as rows against one stock Orleans reminder a card, on the same commit log and store: arming, idling,
/// and all of them falling due at one instant.
/// </summary>
internal static class DeadlinesBenchmark
{
    private const int ArmingCallers = 256;
    private const int IdleSeconds = 15;
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    /// <summary>Starts a silo with reminders on the store that is measured.</summary>
    public delegate Task<BenchmarkSilo> StartSilo(Action<ISiloBuilder> configure);

    public static async Task<int> RunAsync(SqliteBenchmarkArguments arguments)
    {
        Report.RequireSection(arguments.Write, "deadlines");
        var (section, complete) = await MeasureAsync(
            arguments.Cards,
            configure => BenchmarkSilo.StartAsync(arguments.Directory, (builder, database) =>
            {
                builder.UseSqliteReminders(database.ConnectionString);
                configure(builder);
            }));
        Console.WriteLine(section);
        if (arguments.Write is { } file) await Report.WriteAsync(file, "deadlines", section);
        return complete ? 0 : 1;
    }

    /// <summary>Measures both kinds of card on one store, and reports whether every row was completed.</summary>
    public static async Task<(string Section, bool Complete)> MeasureAsync(int cards, StartSilo start)
    {
        var rows = await MeasureRows(cards, start);
        Console.Error.WriteLine(rows);
        var reminders = await MeasureReminders(cards, start);
        Console.Error.WriteLine(reminders);
        return (Section(cards, rows, reminders), rows.Completed == cards);
    }

    private static async Task<Figures> MeasureRows(int cards, StartSilo start)
    {
        await using var silo = await start(builder =>
        {
            builder.Services.AddSingleton<Completions>();
            builder.AddDeadlines();
        });
        var ahead = TimeSpan.FromHours(1);
        var instant = silo.Clock.GetUtcNow() + ahead;
        var armingTook = await Arm(silo, "row-card", cards, instant);
        var (idle, memory) = await Idle(silo);

        var begun = Stopwatch.GetTimestamp();
        silo.Clock.MoveAheadTo(ahead + TimeSpan.FromMinutes(10));
        return await Drain(silo, cards, begun) with { ArmingTook = armingTook, IdlePercent = idle, MemoryMiB = memory };
    }

    private static async Task<Figures> MeasureReminders(int cards, StartSilo start)
    {
        await using var silo = await start(builder => builder.Services.AddSingleton<Completions>());
        // Reminders use the real clock: the instant must come after the arming, whose rate a few cards show.
        const int sample = 500;
        var later = TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(12);
        var pace = await Arm(silo, "reminder-card", sample, later, "s");
        var instant = TimeProvider.System.GetUtcNow()
            + TimeSpan.FromSeconds(2 * IdleSeconds) + (pace * 1.5 * cards / sample);
        var armingTook = await Arm(silo, "reminder-card", cards, instant);
        var (idle, memory) = await Idle(silo);
        var wait = instant - TimeProvider.System.GetUtcNow();
        if (wait < TimeSpan.Zero)
            throw new InvalidOperationException("The instant came before all reminders were armed.");

        await Task.Delay(wait);
        return await Drain(silo, cards, Stopwatch.GetTimestamp())
            with
        { ArmingTook = armingTook, IdlePercent = idle, MemoryMiB = memory };
    }

    private static async Task<TimeSpan> Arm(
        BenchmarkSilo silo, string type, int cards, DateTimeOffset at, string prefix = "p")
    {
        var begun = Stopwatch.GetTimestamp();
        var callers = new ParallelOptions { MaxDegreeOfParallelism = ArmingCallers };
        await Parallel.ForEachAsync(Enumerable.Range(0, cards), callers, async (card, _) =>
            await silo.Grains.GetGrain<IBenchmarkCard>(GrainId.Create(type, $"{prefix}-{card}")).Arm(at));
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>Processor time and memory while the cards are not in memory, as at any midnight.</summary>
    private static async Task<(double Percent, long MemoryMiB)> Idle(BenchmarkSilo silo)
    {
        await silo.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        await Task.Delay(TimeSpan.FromSeconds(5)); // what arming has left behind: compilation, collection
        var percent = await BenchmarkSilo.IdleProcessorPercentAsync(IdleSeconds);
        return (percent, GC.GetTotalMemory(forceFullCollection: true) >> 20);
    }

    private static async Task<Figures> Drain(BenchmarkSilo silo, int cards, long begun)
    {
        var completions = silo.Services.GetRequiredService<Completions>();
        var firstMinute = 0;
        while (completions.Count < cards && Stopwatch.GetElapsedTime(begun) < Timeout)
        {
            await Task.Delay(10);
            if (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1)) firstMinute = completions.Count;
        }

        if (Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMinutes(1)) firstMinute = completions.Count;
        return new Figures(
            completions.Count, firstMinute, Stopwatch.GetElapsedTime(begun, completions.LastAt), default, 0, 0);
    }

    private static string Section(int cards, Figures rows, Figures reminders)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
        Line($"{cards:#,0} cards, each with one deadline, all at one instant;");
        Line($"each completion is a durable write of 550 B.");
        Line($"{Report.Machine()}; load {Report.Load()}.");
        Line($"");
        Line($"| | a row in the due table | a stock reminder a card |");
        Line($"|---|--:|--:|");
        var (rowsArmed, remindersArmed) =
            (cards / rows.ArmingTook.TotalSeconds, cards / reminders.ArmingTook.TotalSeconds);
        Line($"| arming, cards/s | {rowsArmed:#,0} | {remindersArmed:#,0} |");
        Line($"| idle with all armed, % of one processor | {rows.IdlePercent:0.0} | {reminders.IdlePercent:0.0} |");
        Line($"| memory with all armed, MiB | {rows.MemoryMiB} | {reminders.MemoryMiB} |");
        Line($"| completed in the first minute | {rows.FirstMinute:#,0} | {reminders.FirstMinute:#,0} |");
        var minutes = Timeout.TotalMinutes;
        Line($"| completed within {minutes:0} minutes | {rows.Completed:#,0} | {reminders.Completed:#,0} |");
        var (rowsLast, remindersLast) = (rows.LastAfter.TotalSeconds, reminders.LastAfter.TotalSeconds);
        Line($"| the last completed after, s | {rowsLast:0.0} | {remindersLast:0.0} |");
        return text.ToString();
    }

    private sealed record Figures(
        int Completed, int FirstMinute, TimeSpan LastAfter, TimeSpan ArmingTook, double IdlePercent, long MemoryMiB);
}
