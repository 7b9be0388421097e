using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;

namespace Prakerja.Load.Phases;

/// <summary>A2, A3: joining a wave, and all the ways in which that is refused.</summary>
internal sealed class Joins(Rehearsal rehearsal, Sessions sessions)
{
    private const string Path = "/api/v1/participants/me/applications";

    public async Task FirstWaveAsync(CancellationToken stop)
    {
        var wave = rehearsal.Calendar.FirstWave;
        var inTime = rehearsal.Lives.Where(life => life.Person.Standing is not Standing.TooLate);
        await rehearsal.EachAsync("Join", inTime, (life, cancel) => JoinFirstAsync(life, wave, cancel), stop);
    }

    /// <summary>A3: after closing nobody joins.</summary>
    public Task TooLateAsync(CancellationToken stop) => rehearsal.EachAsync(
        "Come too late",
        rehearsal.Lives.Where(life => life.Person.Standing is Standing.TooLate),
        (life, cancel) => sessions.MustBeRefusedAsync(
            life, Forbidden.JoiningTooLate, by => CallOf(life, rehearsal.Calendar.FirstWave, by), cancel),
        stop);

    /// <summary>A2: who was not selected chooses the next wave; E4: who has or had a card does not.</summary>
    public Task SecondWaveAsync(CancellationToken stop)
    {
        var wave = rehearsal.Calendar.SecondWave;
        return rehearsal.EachAsync("Join the second wave", rehearsal.Lives, async (life, cancel) =>
        {
            if (life.IsRecipient)
            {
                if (rehearsal.ChoicesOf(life).JoinsTwoWaves)
                    await sessions.MustBeRefusedAsync(
                        life, Forbidden.JoiningWithACard, by => CallOf(life, wave, by, "with-card"), cancel);
            }
            else if (rehearsal.ChoicesOf(life).TriesAgainAfterLosing && MayApply(life))
            {
                await JoinAsync(life, wave, cancel);
            }
        }, stop);
    }

    /// <summary>D1: whose card lapsed is barred.</summary>
    public Task BarredAsync(CancellationToken stop) => rehearsal.EachAsync(
        "Try after lapsing",
        rehearsal.Lives.Where(life => life.Ended is CardEnd.Lapsed),
        (life, cancel) => sessions.MustBeRefusedAsync(
            life,
            Forbidden.JoiningAfterLapsing,
            by => CallOf(life, rehearsal.Calendar.SecondWave, by, "barred"),
            cancel),
        stop);

    private async Task JoinFirstAsync(Life life, int wave, CancellationToken stop)
    {
        if (!MayApply(life))
        {
            var attempt = life.Person.Standing is Standing.TooYoung
                ? Forbidden.JoiningTooYoung
                : Forbidden.JoiningInEducation;
            await sessions.MustBeRefusedAsync(life, attempt, by => CallOf(life, wave, by), stop);
            return;
        }

        await JoinAsync(life, wave, stop);
        var choices = rehearsal.ChoicesOf(life);
        if (choices.JoinsTwice)
            await sessions.MustBeRefusedAsync(
                life, Forbidden.JoiningTwice, by => CallOf(life, wave, by, "again"), stop);
        if (choices.JoinsTwoWaves)
            await sessions.MustBeRefusedAsync(
                life, Forbidden.JoiningTwoWaves, by => CallOf(life, rehearsal.Calendar.SecondWave, by, "two"), stop);
    }

    private async Task JoinAsync(Life life, int wave, CancellationToken stop)
    {
        if (life.Joined.Contains(wave)) return;
        await sessions.OnceAsync(life, by => CallOf(life, wave, by), stop);
        rehearsal.Note(new Fact.Joined(life.Person.Index, wave));
    }

    // E1 is asked when joining; all else is for the draw to say.
    private static bool MayApply(Life life) =>
        life.Person.Standing is not (Standing.TooYoung or Standing.InFormalEducation);

    private Call CallOf(Life life, int wave, Credential by, string step = "join") =>
        Call.Post(rehearsal.Do.Join, Path, by, rehearsal.KeyOf(life, $"{step}-{wave}"))
            .With(new JoinBody(wave), Wire.Default.JoinBody);
}
