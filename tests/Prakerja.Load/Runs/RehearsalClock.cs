using Prakerja.Load.Http;

namespace Prakerja.Load.Runs;

/// <summary>Moves the clock of the programme, always to an instant: a repeated request has no further effect.</summary>
internal sealed class RehearsalClock(RunContext context)
{
    private const string Path = "/api/v1/management/rehearsal/clock";

    public async Task ReadAsync(CancellationToken stop)
    {
        var call = Call.Get(context.Operations.Manage, Path, context.Operator);
        context.Time.Follow((await context.Client.SendAsync(call, Wire.Default.ClockView, stop)).Now);
    }

    /// <summary>Moves to an instant, unless it is in the past.</summary>
    public async Task MoveToAsync(DateTimeOffset instant, CancellationToken stop)
    {
        await ReadAsync(stop);
        if (context.Time.Now < instant)
        {
            var call = Call.Post(context.Operations.Manage, Path, context.Operator)
                .With(new MoveClockBody(instant), Wire.Default.MoveClockBody);
            var reply = await context.Client.SendAsync(call, stop);
            // The answer was lost: the first sending moved the clock, so the second finds the instant in the past.
            if (reply is not { Attempts: > 1, Code: "rehearsal.not_forward" } && !reply.IsSuccess)
                throw new UnexpectedAnswerException(call, reply);
            await Task.Delay(TimeSpan.FromMilliseconds(context.Options.FollowMilliseconds), stop);
        }

        await ReadAsync(stop);
    }

    public Task AdvanceAsync(TimeSpan by, CancellationToken stop) =>
        MoveToAsync(context.Time.Now + by, stop);
}
