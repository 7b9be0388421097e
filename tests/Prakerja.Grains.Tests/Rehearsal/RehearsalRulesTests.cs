using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using static Prakerja.Grains.Rehearsal.RehearsalEvent;

namespace Prakerja.Grains.Tests.Rehearsal;

public sealed class RehearsalRulesTests
{
    private static readonly DateTimeOffset Now = new(2021, 9, 1, 8, 0, 0, Wib.Offset);
    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);
    private static readonly RehearsalState TenDaysAhead = new(TimeSpan.FromDays(10));

    [Fact]
    public void The_clock_moves_forward_from_its_current_time()
    {
        var moved = RehearsalRules.MoveTo(TenDaysAhead, Now.AddDays(5), "first", Now, adjustable: true);

        Assert.Equal(new ClockMoved(TimeSpan.FromDays(15), "first", Now), Assert.Single(moved.Events));
        Assert.Equal(TimeSpan.FromDays(15), RehearsalRules.Fold(moved.Events[0]).Ahead);
    }

    [Fact]
    public void The_clock_moves_only_in_a_rehearsal() => Assert.Equal(
        RehearsalRefusals.NotAdjustable,
        RehearsalRules.Advance(null, TimeSpan.FromDays(1), "first", Now, adjustable: false).Refusal);

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void A_move_of_zero_or_backwards_is_refused(int milliseconds) => Assert.Equal(
        RehearsalRefusals.NotForward,
        RehearsalRules.MoveTo(null, Now.AddMilliseconds(milliseconds), "first", Now, true).Refusal);

    [Fact]
    public void A_step_is_at_most_two_years()
    {
        Assert.Null(RehearsalRules.Advance(null, RehearsalRules.StepMax, "first", Now, true).Refusal);
        Assert.Equal(
            RehearsalRefusals.StepTooLong,
            RehearsalRules.Advance(null, RehearsalRules.StepMax + OneTick, "first", Now, true).Refusal);
        Assert.Equal(
            RehearsalRefusals.StepTooLong,
            RehearsalRules.MoveTo(null, DateTimeOffset.MaxValue, "first", Now, true).Refusal);
    }

    [Fact]
    public void All_steps_together_are_at_most_twenty_years()
    {
        var almost = new RehearsalState(RehearsalRules.AheadMax - TimeSpan.FromDays(1));

        Assert.Null(RehearsalRules.Advance(almost, TimeSpan.FromDays(1), "first", Now, true).Refusal);
        Assert.Equal(
            RehearsalRefusals.TooFarAhead,
            RehearsalRules.Advance(almost, TimeSpan.FromDays(1) + OneTick, "first", Now, true).Refusal);
    }

    [Fact]
    public void A_database_of_a_rehearsal_does_not_run_with_the_real_time()
    {
        Assert.Equal(
            RehearsalRefusals.DatabaseRehearsed, RehearsalRules.MayRun(TenDaysAhead, adjustable: false));
        Assert.Null(RehearsalRules.MayRun(TenDaysAhead, adjustable: true));
        Assert.Null(RehearsalRules.MayRun(null, adjustable: false));
    }
}
