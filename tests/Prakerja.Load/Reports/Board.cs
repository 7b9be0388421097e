using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Prakerja.Load.Reports;

/// <summary>
/// Shows how far a phase has come: a bar on a terminal, a line now and then where there is none. Keeps how
/// long each took.
/// </summary>
internal sealed class Board(IAnsiConsole console)
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private readonly List<PhaseTime> phases = [];

    public IReadOnlyList<PhaseTime> Phases => phases;

    public void Say(string line) => console.WriteLine(line);

    /// <summary>
    /// Runs a phase that calls <see cref="Counter.Add"/> for each of <paramref name="total"/>.
    /// </summary>
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
            Say(string.Create(
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
                await Task.WhenAny(working, Task.Delay(LookEvery));
            }

            await working;
        });

    private async Task ShowLinesAsync(string phase, int total, Counter counter, Task working)
    {
        while (await Task.WhenAny(working, Task.Delay(LineEvery)) != working)
            Say(string.Create(CultureInfo.InvariantCulture, $"{phase}: {counter.Value:N0} of {total:N0} …"));
        await working;
    }
}

/// <summary>What is done of a phase.</summary>
internal sealed class Counter
{
    private int value;

    public int Value => Volatile.Read(ref value);

    public void Add() => Interlocked.Increment(ref value);
}

internal sealed record PhaseTime(string Name, int Count, double Seconds);
