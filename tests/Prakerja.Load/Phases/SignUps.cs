using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>A1: all people sign up, verify the phone and take the test; some try forbidden actions.</summary>
internal sealed class SignUps(RunContext context, Sessions sessions)
{
    // The first six questions are about motivation and have no wrong answer.
    private const string RightAnswers = "abcdea" + "cbdacebabdac";
    private const string WrongAnswers = "abcdea" + "dcebdaceceeb";
    private const int MistakesMax = 5;

    public async Task RunAsync(CancellationToken stop)
    {
        await context.PhaseForEachAsync("Sign up", context.Participants, SignUpAsync, stop);
        await context.PhaseForEachAsync("Verify the phone", context.Participants, VerifyAsync, stop);
        await context.PhaseForEachAsync("Take the test", context.Participants, TakeTestAsync, stop);
    }

    private async Task SignUpAsync(Participant participant, CancellationToken stop)
    {
        if (context.ChoicesOf(participant).MistypesBirthDate)
        {
            var mistyped = Sessions.SignUpBodyOf(participant);
            var days = mistyped.BirthDate.Day < 15 ? 1 : -1;
            mistyped = mistyped with { BirthDate = mistyped.BirthDate.AddDays(days) };
            await context.ExpectRefusalAsync(
                participant, ForbiddenAction.OtherBirthDate, SignUpCall(mistyped), stop);
        }

        await sessions.SignUpAsync(participant, stop);
    }

    private async Task VerifyAsync(Participant participant, CancellationToken stop)
    {
        await sessions.VerifyAsync(participant, stop);
        if (!context.ChoicesOf(participant).SignsUpTwice) return;
        var again = Sessions.SignUpBodyOf(participant);
        again = again with
        {
            Email = "lagi." + again.Email,
            Phone = again.Phone.Replace("+6281", "+6282", StringComparison.Ordinal),
        };
        await context.ExpectRefusalAsync(
            participant, ForbiddenAction.SigningUpTwice, () => sessions.SignUpAgainAsync(participant, again, stop));
    }

    private async Task TakeTestAsync(Participant participant, CancellationToken stop)
    {
        if (participant.HasSubmittedTest) return;
        var started = await sessions.SendAsync(
            participant, by => Call.Post(context.Operations.StartTest, "/api/v1/participants/me/test", by), stop);
        if (started.IsSuccess)
        {
            var body = new AnswerTestBody(AnswersOf(participant), Submit: true);
            Call Submit(Credential by) =>
                Call.Put(context.Operations.AnswerTest, "/api/v1/participants/me/test", by)
                .With(body, Wire.Default.AnswerTestBody);
            var submitted = await sessions.SendAsync(participant, Submit, stop);
            // An earlier sending submitted the test and its answer was lost.
            if (!submitted.IsSuccess && submitted is not { Attempts: > 1, Code: "test.already_taken" })
                throw new UnexpectedAnswerException(Submit(Credential.None), submitted);
        }
        else if (started.Code is not "test.already_taken")
        {
            throw new UnexpectedAnswerException(
                Call.Post(context.Operations.StartTest, "/api/v1/participants/me/test", Credential.None), started);
        }

        context.Note(new Fact.TestSubmitted(participant.Person.Index));
    }

    private string AnswersOf(Participant participant)
    {
        if (participant.Person.Eligibility is EligibilityCase.FailsTest) return WrongAnswers;
        var answers = RightAnswers.ToCharArray();
        var mistakes = context.ChoicesOf(participant).Below(MistakesMax, "slips");
        for (var mistake = 0; mistake < mistakes; mistake++) answers[^(1 + mistake)] = '-';
        return new string(answers);
    }

    private Call SignUpCall(SignUpBody body) =>
        Call.Post(context.Operations.SignUp, "/api/v1/participants", Credential.None).With(
            body, Wire.Default.SignUpBody);
}
