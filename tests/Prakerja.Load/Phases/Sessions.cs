using Prakerja.Load.Http;
using Prakerja.Load.Journal;

namespace Prakerja.Load.Phases;

/// <summary>
/// Proving who one is: sign-up, the codes that come to the phone, and logging in again when the token has
/// expired with a move of the clock.
/// </summary>
internal sealed class Sessions(Rehearsal rehearsal)
{
    private const int TriesMax = 6;
    private static readonly TimeSpan MessageBound = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookPauseMax = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A request of the person's own; logs in when there is no token or it is no longer good.
    /// </summary>
    public async Task<Reply> SendAsync(Life life, Func<Credential, Call> call, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            if (life.Token is null) await LogInAsync(life, stop);
            var made = call(new Credential.Bearer(life.Token!));
            var reply = await rehearsal.Client.SendAsync(made, stop);
            if (reply.Status != 401 || tries == 2) return reply;
            life.Token = null;
        }
    }

    /// <summary>
    /// As <see cref="SendAsync"/>, for what carries a key and may be sent twice on purpose.
    /// </summary>
    /// <exception cref="UnexpectedAnswerException">Refused.</exception>
    public async Task<Reply> OnceAsync(Life life, Func<Credential, Call> call, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            if (life.Token is null) await LogInAsync(life, stop);
            try
            {
                return await rehearsal.OnceAsync(life, call(new Credential.Bearer(life.Token!)), stop);
            }
            catch (UnexpectedAnswerException exception) when (exception.Status == 401 && tries == 1)
            {
                life.Token = null;
            }
        }
    }

    public Task MustBeRefusedAsync(
        Life life, Forbidden attempt, Func<Credential, Call> call, CancellationToken stop) =>
        rehearsal.MustBeRefusedAsync(life, attempt, () => SendAsync(life, call, stop));

    public async Task SignUpAsync(Life life, CancellationToken stop)
    {
        if (life.Participant is not null) return;
        var call = SignUpCall(life);
        var answer = await rehearsal.Client.SendAsync(call, Wire.Default.SignedUpAnswer, stop);
        rehearsal.Note(new Fact.SignedUp(life.Person.Index, answer.Participant));
    }

    /// <summary>Verifies the phone. An answer that was lost is found out by logging in.</summary>
    public async Task VerifyAsync(Life life, CancellationToken stop)
    {
        if (life.IsVerified) return;
        for (var tries = 1; ; tries++)
        {
            if (tries > TriesMax)
                throw new PhaseFailedException($"The phone was not verified in {TriesMax} tries.");
            if (await NewestCodeAsync(life, stop) is { } code)
            {
                life.LastCode = code;
                var path = $"/api/v1/participants/{life.Participant}/verification";
                var call = Call.Post(rehearsal.Do.Verify, path, Credential.None)
                    .With(new CodeBody(code), Wire.Default.CodeBody);
                var reply = await rehearsal.Client.SendAsync(call, stop);
                if (reply.IsSuccess)
                {
                    life.Token = reply.Read(call, Wire.Default.SessionAnswer).Token;
                    break;
                }
            }

            // Signing up again sends a new code, unless the phone was verified without our hearing of it.
            if ((await rehearsal.Client.SendAsync(SignUpCall(life), stop)).IsSuccess) continue;
            await LogInAsync(life, stop);
            break;
        }

        rehearsal.Note(new Fact.Verified(life.Person.Index));
    }

    /// <summary>
    /// The newest code on the person's phone that was not used before; null when none comes.
    /// </summary>
    public async Task<string?> NewestCodeAsync(Life life, CancellationToken stop)
    {
        DateTimeOffset? end = null;
        for (var pause = FirstLook; ; pause = pause * 1.6 > LookPauseMax ? LookPauseMax : pause * 1.6)
        {
            var newest = await LookAsync(life, stop);
            if (newest is not null && newest != life.LastCode) return newest;
            // From the first answer on: while the server is away, nothing can come.
            var now = TimeProvider.System.GetUtcNow();
            if (now > (end ??= now + MessageBound)) return null;
            await Task.Delay(pause, stop);
        }
    }

    /// <summary>
    /// Before a code is asked for: a resumed run does not know which codes the phone has already, and would take the
    /// last of them for the new one.
    /// </summary>
    public async Task KnowCodesAsync(Life life, CancellationToken stop)
    {
        if (rehearsal.History.Run > 1 && life.LastCode is null) life.LastCode = await LookAsync(life, stop);
    }

    /// <summary>
    /// After a code was refused because a newer one is in force: that one comes now, and is known when the next is asked
    /// for.
    /// </summary>
    public async Task AwaitCodesOnTheWayAsync(Life life, CancellationToken stop)
    {
        await Task.Delay(LookPauseMax, stop);
        life.LastCode = await LookAsync(life, stop);
    }

    private async Task<string?> LookAsync(Life life, CancellationToken stop)
    {
        var call = Call.Post(
            rehearsal.Do.ReadMessages, "/api/v1/management/rehearsal/messages", rehearsal.Operator)
            .With(new AddresseeBody(life.Participant!), Wire.Default.AddresseeBody);
        var messages = await rehearsal.Client.SendAsync(call, Wire.Default.IReadOnlyListMessageView, stop);
        return messages.FirstOrDefault(message => message.Code is not null)?.Code;
    }

    private async Task LogInAsync(Life life, CancellationToken stop)
    {
        var ask = Call.Post(rehearsal.Do.AskCode, "/api/v1/sessions/code", Credential.None)
            .With(new PhoneBody(life.Person.Phone), Wire.Default.PhoneBody);
        for (var tries = 1; tries <= TriesMax; tries++)
        {
            await KnowCodesAsync(life, stop);
            await rehearsal.Client.DemandAsync(ask, stop);
            if (await NewestCodeAsync(life, stop) is not { } code) continue;
            life.LastCode = code;
            var call = Call.Post(rehearsal.Do.LogIn, "/api/v1/sessions", Credential.None)
                .With(new LogInBody(life.Person.Phone, code), Wire.Default.LogInBody);
            var reply = await rehearsal.Client.SendAsync(call, stop);
            // Refused: an older code than the one in force, or one that was used while its answer was lost.
            if (!reply.IsSuccess && tries < TriesMax)
            {
                await AwaitCodesOnTheWayAsync(life, stop);
                continue;
            }

            life.Token = reply.Read(call, Wire.Default.SessionAnswer).Token;
            return;
        }

        throw new PhaseFailedException($"No code came in {TriesMax} tries.");
    }

    private Call SignUpCall(Life life) =>
        Call.Post(rehearsal.Do.SignUp, "/api/v1/participants", Credential.None)
            .With(SignUpBodyOf(life), Wire.Default.SignUpBody);

    public static SignUpBody SignUpBodyOf(Life life) => new(
        life.Person.Nik,
        life.Person.FamilyCardNumber,
        life.Person.Name,
        life.Person.BirthDate,
        life.Person.Sex,
        life.Person.MothersName,
        life.Person.Email,
        life.Person.Phone,
        life.Person.Province,
        life.Person.Employment,
        InFormalEducation: life.Person.Standing is People.Standing.InFormalEducation,
        Declaration: true);
}
