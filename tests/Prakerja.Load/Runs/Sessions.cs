using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;

namespace Prakerja.Load.Runs;

/// <summary>
/// Authentication of participants: sign-up, the codes that the phone gets, and a new log-in when a move of the clock
/// has expired the token.
/// </summary>
internal sealed class Sessions(RunContext context)
{
    private const int TriesMax = 6;
    private static readonly TimeSpan MessageTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstPollPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PollPauseMax = TimeSpan.FromMilliseconds(500);

    /// <summary>Sends a request of the participant; logs in when there is no valid token.</summary>
    public async Task<Reply> SendAsync(Participant participant, Func<Credential, Call> call, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            if (participant.Token is null) await LogInAsync(participant, stop);
            var made = call(new Credential.Bearer(participant.Token!));
            var reply = await context.Client.SendAsync(made, stop);
            if (reply.Status != 401 || tries == 2) return reply;
            participant.Token = null;
        }
    }

    /// <summary>As <see cref="SendAsync"/>, for requests with a key, which may be sent twice on purpose.</summary>
    /// <exception cref="UnexpectedAnswerException">Refused.</exception>
    public async Task<Reply> SendOnceAsync(Participant participant, Func<Credential, Call> call, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            if (participant.Token is null) await LogInAsync(participant, stop);
            try
            {
                return await context.SendOnceAsync(participant, call(new Credential.Bearer(participant.Token!)), stop);
            }
            catch (UnexpectedAnswerException exception) when (exception.Status == 401 && tries == 1)
            {
                participant.Token = null;
            }
        }
    }

    public Task ExpectRefusalAsync(
        Participant participant, ForbiddenAction attempt, Func<Credential, Call> call, CancellationToken stop) =>
        context.ExpectRefusalAsync(participant, attempt, () => SendAsync(participant, call, stop));

    public async Task SignUpAsync(Participant participant, CancellationToken stop)
    {
        if (participant.Key is not null) return;
        var call = SignUpCall(participant);
        var answer = await context.Client.SendAsync(call, Wire.Default.SignedUpAnswer, stop);
        NoteSignUp(participant, answer);
    }

    /// <summary>Verifies the phone. After a lost answer, a log-in shows whether it was verified.</summary>
    public async Task VerifyAsync(Participant participant, CancellationToken stop)
    {
        if (participant.IsVerified) return;
        for (var tries = 1; ; tries++)
        {
            if (tries > TriesMax)
                throw new PhaseFailedException($"The phone was not verified in {TriesMax} tries.");
            if (await NewestCodeAsync(participant, stop, participant.Attempt) is { } code)
            {
                participant.LastCode = code;
                var path = $"/api/v1/participants/{participant.Attempt}/verification";
                var call = Call.Post(context.Operations.Verify, path, Credential.None)
                    .With(new CodeBody(code, participant.AttemptSecret!), Wire.Default.CodeBody);
                var reply = await context.Client.SendAsync(call, stop);
                if (reply.IsSuccess)
                {
                    participant.Token = reply.Read(call, Wire.Default.SessionAnswer).Token;
                    break;
                }
            }

            // A log-in shows whether the phone was verified and the answer was lost. Otherwise a new attempt follows.
            if (await TryLogInAsync(participant, stop)) break;
            var again = SignUpCall(participant);
            NoteSignUp(participant, await context.Client.SendAsync(again, Wire.Default.SignedUpAnswer, stop));
        }

        context.Note(new Fact.Verified(participant.Person.Index));
    }

    /// <summary>
    /// A second attempt of the same NIK proves another phone. Only then does the server say that the NIK is taken.
    /// </summary>
    public async Task<Reply> SignUpAgainAsync(Participant participant, SignUpBody body, CancellationToken stop)
    {
        var call = Call.Post(context.Operations.SignUp, "/api/v1/participants", Credential.None)
            .With(body, Wire.Default.SignUpBody);
        var answer = await context.Client.SendAsync(call, Wire.Default.SignedUpAnswer, stop);
        var code = await NewestCodeAsync(participant, stop, answer.Attempt)
            ?? throw new PhaseFailedException("The code of a second sign-up did not come.");
        var path = $"/api/v1/participants/{answer.Attempt}/verification";
        return await context.Client.SendAsync(
            Call.Post(context.Operations.Verify, path, Credential.None)
                .With(new CodeBody(code, answer.Secret), Wire.Default.CodeBody),
            stop);
    }

    /// <summary>The newest code on the phone that was not used before; null when none arrives.</summary>
    public async Task<string?> NewestCodeAsync(
        Participant participant, CancellationToken stop, string? receiver = null)
    {
        DateTimeOffset? end = null;
        for (var pause = FirstPollPause; ; pause = pause * 1.6 > PollPauseMax ? PollPauseMax : pause * 1.6)
        {
            var newest = await NewestMessageCodeAsync(participant, stop, receiver);
            if (newest is not null && newest != participant.LastCode) return newest;
            // The time starts with the first answer: no message can arrive while the server is away.
            var now = TimeProvider.System.GetUtcNow();
            if (now > (end ??= now + MessageTimeout)) return null;
            await Task.Delay(pause, stop);
        }
    }

    /// <summary>
    /// Call this before requesting a code. A resumed run does not know the codes that the phone has already, and would
    /// take the last of them for the new one.
    /// </summary>
    public async Task RememberLastCodeAsync(Participant participant, CancellationToken stop)
    {
        if (context.History.Run > 1 && participant.LastCode is null)
            participant.LastCode = await NewestMessageCodeAsync(participant, stop);
    }

    /// <summary>
    /// Call this after a newer code made the used one invalid. The newer code arrives now and is remembered before the
    /// next request.
    /// </summary>
    public async Task AwaitNewerCodeAsync(Participant participant, CancellationToken stop)
    {
        await Task.Delay(PollPauseMax, stop);
        participant.LastCode = await NewestMessageCodeAsync(participant, stop);
    }

    private async Task<string?> NewestMessageCodeAsync(
        Participant participant, CancellationToken stop, string? receiver = null)
    {
        var call = Call.Post(
            context.Operations.ReadMessages, "/api/v1/management/rehearsal/messages", context.Operator)
            .With(new AddresseeBody(receiver ?? participant.Key!), Wire.Default.AddresseeBody);
        var messages = await context.Client.SendAsync(call, Wire.Default.IReadOnlyListMessageView, stop);
        return messages.FirstOrDefault(message => message.Code is not null)?.Code;
    }

    private async Task LogInAsync(Participant participant, CancellationToken stop)
    {
        var ask = Call.Post(context.Operations.AskCode, "/api/v1/sessions/code", Credential.None)
            .With(new PhoneBody(participant.Person.Phone), Wire.Default.PhoneBody);
        for (var tries = 1; tries <= TriesMax; tries++)
        {
            await RememberLastCodeAsync(participant, stop);
            await context.Client.SendOrThrowAsync(ask, stop);
            if (await NewestCodeAsync(participant, stop) is not { } code) continue;
            participant.LastCode = code;
            var call = Call.Post(context.Operations.LogIn, "/api/v1/sessions", Credential.None)
                .With(new LogInBody(participant.Person.Phone, code), Wire.Default.LogInBody);
            var reply = await context.Client.SendAsync(call, stop);
            // Refused: the code is older than the valid one, or it was used and the answer was lost.
            if (!reply.IsSuccess && tries < TriesMax)
            {
                await AwaitNewerCodeAsync(participant, stop);
                continue;
            }

            participant.Token = reply.Read(call, Wire.Default.SessionAnswer).Token;
            return;
        }

        throw new PhaseFailedException($"No code came in {TriesMax} tries.");
    }

    private void NoteSignUp(Participant participant, SignedUpAnswer answer) => context.Note(
        new Fact.SignedUp(participant.Person.Index, answer.Participant, answer.Attempt, answer.Secret));

    /// <summary>False when the server knows nobody with this phone, or no code arrives.</summary>
    private async Task<bool> TryLogInAsync(Participant participant, CancellationToken stop)
    {
        try
        {
            await LogInAsync(participant, stop);
            return true;
        }
        catch (PhaseFailedException)
        {
            return false;
        }
    }

    private Call SignUpCall(Participant participant) =>
        Call.Post(context.Operations.SignUp, "/api/v1/participants", Credential.None)
            .With(SignUpBodyOf(participant), Wire.Default.SignUpBody);

    public static SignUpBody SignUpBodyOf(Participant participant) => new(
        participant.Person.Nik,
        participant.Person.FamilyCardNumber,
        participant.Person.Name,
        participant.Person.BirthDate,
        participant.Person.Sex,
        participant.Person.MothersName,
        participant.Person.Email,
        participant.Person.Phone,
        participant.Person.Province,
        participant.Person.Employment,
        InFormalEducation: participant.Person.Eligibility is EligibilityCase.InFormalEducation,
        Declaration: true);
}
