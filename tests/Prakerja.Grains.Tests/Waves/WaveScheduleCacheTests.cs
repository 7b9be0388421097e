using System.Reflection;
using Microsoft.Extensions.Time.Testing;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

public sealed class WaveScheduleCacheTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task A_call_that_hangs_holds_up_only_the_joins_of_one_second()
    {
        var grains = Grains(new TaskCompletionSource<WaveSchedule?>().Task, Task.FromResult<WaveSchedule?>(null));
        var schedules = new WaveScheduleCache(grains, time);

        // The silo of the wave's grain died: the call waits until its timeout.
        var hanging = schedules.FindAsync(21);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await schedules.FindAsync(21).WaitAsync(
            TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.False(hanging.IsCompleted);
    }

    private static IGrainFactory Grains(params IEnumerable<Task<WaveSchedule?>> answers)
    {
        var wave = DispatchProxy.Create<IWaveGrain, Answering>();
        var left = new Queue<object>(answers);
        ((Answering)wave).Answer = left.Dequeue;
        var grains = DispatchProxy.Create<IGrainFactory, Answering>();
        ((Answering)grains).Answer = () => wave;
        return grains;
    }

    /// <summary>Answers each call of an interface from one function.</summary>
    public class Answering : DispatchProxy
    {
        internal Func<object> Answer { get; set; } = () => throw new InvalidOperationException("It has no answer.");

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer();
    }
}
