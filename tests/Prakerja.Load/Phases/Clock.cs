using Prakerja.Load.Http;

namespace Prakerja.Load.Phases;

/// <summary>
/// Moves the programme's time, always to an instant: said twice, it is still the same instant.
/// </summary>
internal sealed class Clock(Rehearsal rehearsal)
{
    private const string Path = "/api/v1/management/rehearsal/clock";

    public async Task ReadAsync(CancellationToken stop)
    {
        var call = Call.Get(rehearsal.Do.Manage, Path, rehearsal.Operator);
        rehearsal.Time.Follow((await rehearsal.Client.SendAsync(call, Wire.Default.ClockView, stop)).Now);
    }

    /// <summary>Goes to an instant, unless it is past already.</summary>
    public async Task MoveToAsync(DateTimeOffset instant, CancellationToken stop)
    {
        await ReadAsync(stop);
        if (rehearsal.Time.Now < instant)
        {
            var call = Call.Post(rehearsal.Do.Manage, Path, rehearsal.Operator)
                .With(new MoveClockBody(instant), Wire.Default.MoveClockBody);
            var reply = await rehearsal.Client.SendAsync(call, stop);
            // A lost answer: the first sending has moved the clock, so the second finds the instant past.
            if (reply is not { Sendings: > 1, Code: "rehearsal.not_forward" } && !reply.IsSuccess)
                throw new UnexpectedAnswerException(call, reply);
            await Task.Delay(TimeSpan.FromMilliseconds(rehearsal.Options.FollowMilliseconds), stop);
        }

        await ReadAsync(stop);
    }

    public Task AdvanceAsync(TimeSpan by, CancellationToken stop) =>
        MoveToAsync(rehearsal.Time.Now + by, stop);
}
