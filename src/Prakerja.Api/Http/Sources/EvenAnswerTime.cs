namespace Prakerja.Api.Http;

/// <summary>
/// Delays answers to a whole number of steps. An answer about a phone that is registered takes some milliseconds longer
/// than one about an unknown phone; without this, the time would tell a stranger which is which.
/// </summary>
internal sealed class EvenAnswerTime(TimeProvider time)
{
    /// <summary>Longer than the work for any answer of a node that is not overloaded.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    /// <summary>The answer, at the end of the step in which it was ready.</summary>
    public async Task<T> Of<T>(Func<Task<T>> work)
    {
        var start = time.GetTimestamp();
        var answer = await work();
        var passed = time.GetElapsedTime(start);
        await Task.Delay(TimeSpan.FromTicks(Step.Ticks - (passed.Ticks % Step.Ticks)), time);
        return answer;
    }
}
