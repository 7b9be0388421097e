using Prakerja.Grains.Persistence;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Persistence;

public sealed class PartitionsTests
{
    [Theory]
    [InlineData(WaveGrain.TypeName)]
    [InlineData(WaveRollGrain.TypeName)]
    public void Deadlines_of_waves_have_a_partition_of_their_own(string type) =>
        Assert.Equal(Partitions.WaveDeadlines, Partitions.OfDeadline(type, "w-1"));

    [Fact]
    public void Deadlines_of_other_grains_are_spread_by_their_key()
    {
        for (var key = 0; key < 1_000; key++)
        {
            Assert.Equal(
                Partitions.Of($"p-{key}", Partitions.Deadlines), Partitions.OfDeadline("participant", $"p-{key}"));
        }
    }
}
