using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Tests.Fixtures;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.GrainTests;

/// <summary>A roll is sealed after the cards that lapse before closing, because a lapse frees a slot.</summary>
public sealed class DrawWaitsTests
{
    [Fact]
    public async Task A_roll_is_not_sealed_before_the_lapses_that_were_due_before_closing()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var log = system.Host.Services.GetRequiredService<ICommitLog>();
        var wave = system.Grains.GetGrain<IWaveGrain>(WaveKey.Of(21));
        var now = system.Clock.GetUtcNow();
        await wave.Plan(
            new WavePlan(
                21, now.AddMinutes(-1), now.AddHours(1), now.AddHours(2), now.AddHours(5), 1,
                [new ProvinceQuota(new ProvinceCode(32), 5, [])]),
            "ani",
            new RequestId("plan", "h"));
        // Nobody can read this one, so its deadline stays due.
        var broken = new Commit
        {
            Grain = new GrainKey("participant", "p-" + new string('0', KeyedHash.LengthCharacters)),
            ExpectedVersion = null,
            State = "broken"u8.ToArray(),
            Deadline = DeadlineChange.To(now.AddMinutes(59)),
        };
        Assert.Equal(CommitStatus.Committed, (await log.CommitAsync(broken)).Status);
        system.Clock.MoveAheadTo(TimeSpan.FromMinutes(150));
        await TestSilo.Until(
            async () => (await wave.GetView()).Value is { Stage: WaveStage.Closed }, "it did not close");

        await wave.OnDeadline();
        Assert.Equal(WaveStage.Closed, (await wave.GetView()).Value!.Stage);

        Assert.Null((await wave.GetView()).Value!.Draw.Commitment);

        var repaired = broken with { ExpectedVersion = 1, Deadline = DeadlineChange.To(null) };
        Assert.Equal(CommitStatus.Committed, (await log.CommitAsync(repaired)).Status);
        await wave.OnDeadline();
        Assert.Equal(WaveStage.Drawn, (await wave.GetView()).Value!.Stage);
    }
}
