using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>A2, A3: joins to a wave, and the joins that must be refused.</summary>
internal sealed class Joins(RunContext context, Sessions sessions)
{
    private const string Path = "/api/v1/participants/me/applications";

    public async Task FirstWaveAsync(CancellationToken stop)
    {
        var wave = context.Calendar.FirstWave;
        var inTime = context.Participants.Where(
            participant => participant.Person.Eligibility is not EligibilityCase.TooLate);
        await context.PhaseForEachAsync(
            "Join", inTime, (participant, cancel) => JoinFirstAsync(participant, wave, cancel), stop);
    }

    /// <summary>A3: nobody joins after closing.</summary>
    public Task TooLateAsync(CancellationToken stop) => context.PhaseForEachAsync(
        "Come too late",
        context.Participants.Where(participant => participant.Person.Eligibility is EligibilityCase.TooLate),
        (participant, cancel) => sessions.ExpectRefusalAsync(
            participant, ForbiddenAction.JoiningTooLate, by => JoinCall(
                participant, context.Calendar.FirstWave, by), cancel),
        stop);

    /// <summary>
    /// A2: people who were not selected join the next wave. E4: people who have or had a card are refused.
    /// </summary>
    public Task SecondWaveAsync(CancellationToken stop)
    {
        var wave = context.Calendar.SecondWave;
        return context.PhaseForEachAsync("Join the second wave", context.Participants, async (participant, cancel) =>
        {
            if (participant.IsRecipient)
            {
                if (context.ChoicesOf(participant).JoinsTwoWaves)
                    await sessions.ExpectRefusalAsync(
                        participant, ForbiddenAction.JoiningWithACard, by => JoinCall(
                            participant, wave, by, "with-card"), cancel);
            }
            else if (context.ChoicesOf(participant).TriesAgainAfterLosing && MayApply(participant))
            {
                await JoinAsync(participant, wave, cancel);
            }
        }, stop);
    }

    /// <summary>D1: a person whose card lapsed is barred.</summary>
    public Task BarredAsync(CancellationToken stop) => context.PhaseForEachAsync(
        "Try after lapsing",
        context.Participants.Where(participant => participant.Ended is CardEnd.Lapsed),
        (participant, cancel) => sessions.ExpectRefusalAsync(
            participant,
            ForbiddenAction.JoiningAfterLapsing,
            by => JoinCall(participant, context.Calendar.SecondWave, by, "barred"),
            cancel),
        stop);

    private async Task JoinFirstAsync(Participant participant, int wave, CancellationToken stop)
    {
        if (!MayApply(participant))
        {
            var attempt = participant.Person.Eligibility is EligibilityCase.TooYoung
                ? ForbiddenAction.JoiningTooYoung
                : ForbiddenAction.JoiningInEducation;
            await sessions.ExpectRefusalAsync(participant, attempt, by => JoinCall(participant, wave, by), stop);
            return;
        }

        await JoinAsync(participant, wave, stop);
        var choices = context.ChoicesOf(participant);
        if (choices.JoinsTwice)
            await sessions.ExpectRefusalAsync(
                participant, ForbiddenAction.JoiningTwice, by => JoinCall(participant, wave, by, "again"), stop);
        if (choices.JoinsTwoWaves)
            await sessions.ExpectRefusalAsync(
                participant, ForbiddenAction.JoiningTwoWaves, by => JoinCall(
                    participant, context.Calendar.SecondWave, by, "two"), stop);
    }

    private async Task JoinAsync(Participant participant, int wave, CancellationToken stop)
    {
        if (participant.Joined.Contains(wave)) return;
        await sessions.SendOnceAsync(participant, by => JoinCall(participant, wave, by), stop);
        context.Note(new Fact.Joined(participant.Person.Index, wave));
    }

    // A join checks E1; the draw checks everything else.
    private static bool MayApply(Participant participant) =>
        participant.Person.Eligibility is not (EligibilityCase.TooYoung or EligibilityCase.InFormalEducation);

    private Call JoinCall(Participant participant, int wave, Credential by, string step = "join") =>
        Call.Post(context.Operations.Join, Path, by, context.KeyOf(participant, $"{step}-{wave}"))
            .With(new JoinBody(wave), Wire.Default.JoinBody);
}
