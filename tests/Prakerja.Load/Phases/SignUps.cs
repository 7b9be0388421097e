using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;

namespace Prakerja.Load.Phases;

/// <summary>
/// A1: everybody signs up, proves the phone and takes the test; some try what they may not.
/// </summary>
internal sealed class SignUps(Rehearsal rehearsal, Sessions sessions)
{
    // The first six questions ask for motives, and no answer to them is wrong.
    private const string RightAnswers = "abcdea" + "cbdacebabdac";
    private const string WrongAnswers = "abcdea" + "dcebdaceceeb";
    private const int SlipsMax = 5;

    public async Task RunAsync(CancellationToken stop)
    {
        await rehearsal.EachAsync("Sign up", rehearsal.Lives, SignUpAsync, stop);
        await rehearsal.EachAsync("Verify the phone", rehearsal.Lives, VerifyAsync, stop);
        await rehearsal.EachAsync("Take the test", rehearsal.Lives, TakeTestAsync, stop);
    }

    private async Task SignUpAsync(Life life, CancellationToken stop)
    {
        if (rehearsal.ChoicesOf(life).MistypesBirthDate)
        {
            var mistyped = Sessions.SignUpBodyOf(life);
            var days = mistyped.BirthDate.Day < 15 ? 1 : -1;
            mistyped = mistyped with { BirthDate = mistyped.BirthDate.AddDays(days) };
            await rehearsal.MustBeRefusedAsync(
                life, Forbidden.OtherBirthDate, CallOf(mistyped), stop);
        }

        await sessions.SignUpAsync(life, stop);
    }

    private async Task VerifyAsync(Life life, CancellationToken stop)
    {
        await sessions.VerifyAsync(life, stop);
        if (!rehearsal.ChoicesOf(life).SignsUpTwice) return;
        var again = Sessions.SignUpBodyOf(life);
        again = again with
        {
            Email = "lagi." + again.Email,
            Phone = again.Phone.Replace("+6281", "+6282", StringComparison.Ordinal),
        };
        await rehearsal.MustBeRefusedAsync(life, Forbidden.SigningUpTwice, CallOf(again), stop);
    }

    private async Task TakeTestAsync(Life life, CancellationToken stop)
    {
        if (life.HasSubmittedTest) return;
        var started = await sessions.SendAsync(
            life, by => Call.Post(rehearsal.Do.StartTest, "/api/v1/participants/me/test", by), stop);
        if (started.IsSuccess)
        {
            var body = new AnswerTestBody(AnswersOf(life), Submit: true);
            Call Submit(Credential by) =>
                Call.Put(rehearsal.Do.AnswerTest, "/api/v1/participants/me/test", by)
                .With(body, Wire.Default.AnswerTestBody);
            var submitted = await sessions.SendAsync(life, Submit, stop);
            // Submitted by an earlier sending whose answer was lost.
            if (!submitted.IsSuccess && submitted is not { Sendings: > 1, Code: "test.already_taken" })
                throw new UnexpectedAnswerException(Submit(Credential.None), submitted);
        }
        else if (started.Code is not "test.already_taken")
        {
            throw new UnexpectedAnswerException(
                Call.Post(rehearsal.Do.StartTest, "/api/v1/participants/me/test", Credential.None), started);
        }

        rehearsal.Note(new Fact.TestSubmitted(life.Person.Index));
    }

    private string AnswersOf(Life life)
    {
        if (life.Person.Standing is Standing.FailsTest) return WrongAnswers;
        var answers = RightAnswers.ToCharArray();
        var slips = rehearsal.ChoicesOf(life).Below(SlipsMax, "slips");
        for (var slip = 0; slip < slips; slip++) answers[^(1 + slip)] = '-';
        return new string(answers);
    }

    private Call CallOf(SignUpBody body) =>
        Call.Post(rehearsal.Do.SignUp, "/api/v1/participants", Credential.None).With(
            body, Wire.Default.SignUpBody);
}
