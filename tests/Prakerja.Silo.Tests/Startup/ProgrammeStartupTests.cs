using System.Reflection;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Tests.Startup;

public sealed class ProgrammeStartupTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_silo_is_refused_that_does_not_rehearse_like_the_one_with_the_clock(bool rehearse)
    {
        var grains = DispatchProxy.Create<IGrainFactory, ClockElsewhere>();
        ((ClockElsewhere)(object)grains).Adjustable = !rehearse;
        var startup = new ProgrammeStartup(
            grains,
            new FirstManagementKey(new DataDirectory("nowhere")),
            new ProgrammeClock(TimeProvider.System),
            Options.Create(new ClockOptions { Adjustable = rehearse }));

        var refused = await Assert.ThrowsAsync<StartRefusedException>(
            () => startup.Execute(TestContext.Current.CancellationToken));

        Assert.Contains("Prakerja:Clock:Adjustable", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A clock grain in a silo with other settings, and the grain factory that returns it.</summary>
    public class ClockElsewhere : DispatchProxy
    {
        public bool Adjustable { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
        {
            nameof(IGrainFactory.GetGrain) => Clock(),
            nameof(IRehearsalGrain.Load) => Task.FromResult<Answer<ClockView>>(
                new ClockView(DateTimeOffset.UnixEpoch, TimeSpan.Zero, Adjustable)),
            _ => throw new NotSupportedException(targetMethod?.Name),
        };

        private IRehearsalGrain Clock()
        {
            var clock = Create<IRehearsalGrain, ClockElsewhere>();
            ((ClockElsewhere)(object)clock).Adjustable = Adjustable;
            return clock;
        }
    }
}
