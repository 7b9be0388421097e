using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Prakerja.Load.Progress;

/// <summary>
/// Shows the progress of a phase: a bar on a terminal, otherwise a line every ten seconds. It also records the length
/// of each phase.
/// </summary>
internal sealed class PhaseProgress(IAnsiConsole console)
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromMilliseconds(200);

    private readonly List<PhaseTime> phases = [];

    public IReadOnlyList<PhaseTime> Phases => phases;

    public void WriteLine(string line) => console.WriteLine(line);

    /// <summary>Runs a phase that calls <see cref="Counter.Add"/> for each of <paramref name="total"/> items.</summary>
    public async Task RunAsync(string phase, int total, Func<Counter, Task> work)
    {
        var counter = new Counter();
        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            var working = work(counter);
            await (console.Profile.Capabilities.Interactive
                ? ShowBarAsync(phase, total, counter, working)
                : ShowLinesAsync(phase, total, counter, working));
        }
        finally
        {
            var took = Stopwatch.GetElapsedTime(startedAt);
            phases.Add(new PhaseTime(phase, counter.Value, took.TotalSeconds));
            WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{phase,-34} {counter.Value,8:N0} of {total,8:N0} {took.TotalSeconds,8:N1} s"));
        }
    }

    private async Task ShowBarAsync(string phase, int total, Counter counter, Task working) =>
        await console.Progress().AutoClear(true).HideCompleted(true).StartAsync(async context =>
        {
            var task = context.AddTask(phase, maxValue: Math.Max(1, total));
            while (!working.IsCompleted)
            {
                task.Value = counter.Value;
                await Task.WhenAny(working, Task.Delay(RefreshEvery));
            }

            await working;
        });

    private async Task ShowLinesAsync(string phase, int total, Counter counter, Task working)
    {
        while (await Task.WhenAny(working, Task.Delay(LineEvery)) != working)
            WriteLine(string.Create(CultureInfo.InvariantCulture, $"{phase}: {counter.Value:N0} of {total:N0} …"));
        await working;
    }
}

/// <summary>Counts the completed items of a phase.</summary>
internal sealed class Counter
{
    private int value;

    public int Value => Volatile.Read(ref value);

    public void Add() => Interlocked.Increment(ref value);
}

internal sealed record PhaseTime(string Name, int Count, double Seconds);
