using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Tests.Fixtures;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.GrainTests;

/// <summary>A draw comes after the cards that lapse before it, because those give places of households back.</summary>
public sealed class DrawWaitsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_draw_waits_for_what_is_due_before_it_but_not_for_ever(bool isMended)
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var log = system.Host.Services.GetRequiredService<ICommitLog>();
        var wave = system.Grains.GetGrain<IWaveGrain>(WaveKey.Of(21));
        var now = system.Clock.GetUtcNow();
        var drawsAt = now.AddHours(2);
        await wave.Plan(
            new WavePlan(
                21, now.AddMinutes(-1), now.AddHours(1), drawsAt, now.AddHours(5), 1,
                [new ProvinceQuota(new ProvinceCode(32), 5, [])]),
            "ani",
            new RequestId("plan", "h"));
        // Nobody can read this one, so its deadline stays due.
        var broken = new Commit
        {
            Grain = new GrainKey("participant", "p-" + new string('0', KeyedHash.LengthCharacters)),
            ExpectedVersion = null,
            State = "broken"u8.ToArray(),
            Deadline = DeadlineChange.To(drawsAt.AddSeconds(-1)),
        };
        Assert.Equal(CommitStatus.Committed, (await log.CommitAsync(broken)).Status);
        system.Clock.MoveAheadTo(TimeSpan.FromMinutes(150));
        await TestSilo.Until(
            async () => (await wave.GetView()).Value is { Stage: WaveStage.Closed }, "it did not close");

        await wave.OnDeadline();
        Assert.Equal(WaveStage.Closed, (await wave.GetView()).Value!.Stage);

        if (isMended)
        {
            var mended = broken with { ExpectedVersion = 1, Deadline = DeadlineChange.To(null) };
            Assert.Equal(CommitStatus.Committed, (await log.CommitAsync(mended)).Status);
        }
        else
        {
            system.Clock.MoveAheadTo(system.Clock.Ahead + TimeSpan.FromMinutes(11));
        }

        await wave.OnDeadline();
        Assert.Equal(WaveStage.Drawn, (await wave.GetView()).Value!.Stage);
    }
}
