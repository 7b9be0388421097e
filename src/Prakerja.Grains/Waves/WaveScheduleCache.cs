using System.Collections.Concurrent;

namespace Prakerja.Grains.Waves;

/// <summary>
/// A silo's copies of the wave schedules, so that joining asks no wave grain. Each is at most a second old; the times in
/// it decide by the clock, and the gate of the commit decides for good. Thread-safe.
/// </summary>
public sealed class WaveScheduleCache(IGrainFactory grains, TimeProvider system)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<int, Entry> waves = new();

    /// <summary>The schedule of a wave, null when there is no such wave.</summary>
    public ValueTask<WaveSchedule?> FindAsync(int number)
    {
        if (number is < 1 or > WaveKey.Last) return ValueTask.FromResult<WaveSchedule?>(null);
        return waves.TryGetValue(number, out var entry) && system.GetElapsedTime(entry.AskedAt) < Fresh
            ? new ValueTask<WaveSchedule?>(entry.Schedule)
            : new ValueTask<WaveSchedule?>(AskAsync(number));
    }

    // Callers that come while one asks share its question: the entry is there from the moment it was put.
    private Task<WaveSchedule?> AskAsync(int number)
    {
        var asked = new Entry(system.GetTimestamp(), new TaskCompletionSource<WaveSchedule?>(
            TaskCreationOptions.RunContinuationsAsynchronously));
        var current = waves.AddOrUpdate(
            number,
            static (_, fresh) => fresh.asked,
            static (_, old, fresh) =>
                fresh.system.GetElapsedTime(old.AskedAt) < Fresh ? old : fresh.asked,
            (asked, system));
        if (ReferenceEquals(current, asked)) _ = FillAsync(number, asked);
        return current.Schedule;
    }

    private async Task FillAsync(int number, Entry entry)
    {
        try
        {
            entry.Answer.SetResult(await grains.GetGrain<IWaveGrain>(WaveKey.Of(number)).GetSchedule());
        }
#pragma warning disable CA1031 // Whoever waits for this answer gets the exception, whatever it is.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            waves.TryRemove(new KeyValuePair<int, Entry>(number, entry));
            entry.Answer.SetException(exception);
        }
    }

    private sealed record Entry(long AskedAt, TaskCompletionSource<WaveSchedule?> Answer)
    {
        public Task<WaveSchedule?> Schedule => Answer.Task;
    }
}
