using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>Rule A5. What holds for every one-time code: its time, its tries, and the limits on guessing.</summary>
public static class CodeRules
{
    /// <summary>
    /// Rule A5. Whether another code may be issued. After each code that wrong tries have voided the wait doubles, from
    /// <c>CodeWaitMinutes</c> to a day. After <c>CodeFailuresMax</c> wrong tries in a row there are no more codes.
    /// </summary>
    /// <param name="failures">Wrong tries in a row, over all codes.</param>
    /// <param name="failedAt">When the last of them was, or its code was issued; null when there was none.</param>
    /// <returns>Null when a code may be issued.</returns>
    public static Refusal? CheckIssue(
        int failures, DateTimeOffset? failedAt, DateTimeOffset now, ProgrammeOptions options)
    {
        if (failures >= options.CodeFailuresMax) return ParticipantRefusals.CodesStopped;
        if (failedAt is not { } last) return null;
        var next = last + WaitAfter(failures, options);
        return now < next ? ParticipantRefusals.CodeWait.RetryAfter(next - now) : null;
    }

    /// <summary>Rule A5. The wait before the next code after a number of wrong tries in a row.</summary>
    public static TimeSpan WaitAfter(int failures, ProgrammeOptions options)
    {
        var voided = failures / options.OneTimeCodeTries;
        if (voided == 0) return TimeSpan.Zero;
        var minutes = (long)options.CodeWaitMinutes << Math.Min(voided - 1, 20);
        return TimeSpan.FromMinutes(Math.Min(minutes, 24 * 60));
    }

    /// <summary>
    /// Rule A1. Whether a code may still be tried: at the end of its time it is expired, after its last try void.
    /// </summary>
    /// <returns>Null when it may.</returns>
    public static Refusal? CheckUse(OneTimeCode code, DateTimeOffset now, ProgrammeOptions options)
    {
        if (code.WrongTries >= options.OneTimeCodeTries) return ParticipantRefusals.CodeVoid;
        return now >= code.IssuedAt.AddMinutes(options.OneTimeCodeMinutes) ? ParticipantRefusals.CodeExpired : null;
    }
}
