using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.Actors;

/// <summary>
/// A grain that lives twice, because its silo is taken for dead and does not know: here another writes its row.
/// </summary>
public sealed class SecondLifeTests
{
    private static readonly ParticipantCommand.AnswerTest Answers = new(new string('a', 18), Submit: false);

    [Fact]
    public Task What_it_refuses_does_not_rest_on_a_state_that_was_left_behind() => AnswersAnewOnceLeftBehind(
        async (siti, _) => (await siti.AnswerTest(Answers)).Refusal, ParticipantRefusals.TestNotStarted);

    [Fact]
    public Task What_was_done_already_is_not_answered_from_a_state_that_was_left_behind() => AnswersAnewOnceLeftBehind(
        async (siti, person) => (await siti.ChangeProfile(new(
            person.Province, person.Employment, person.InFormalEducation))).Refusal,
        expected: null);

    [Fact]
    public async Task Who_is_on_the_roll_and_does_not_know_it_has_been_left_behind()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var person = People.Person(1, system.Identity);
        var now = system.Clock.GetUtcNow();
        await system.Grains.GetGrain<IWaveGrain>(WaveKey.Of(21)).Plan(
            new WavePlan(
                21, now.AddMinutes(-1), now.AddHours(1), now.AddHours(2), now.AddHours(3), 1,
                [new ProvinceQuota(new ProvinceCode(32), 5, [])]),
            "ani",
            new RequestId("plan", "h"));
        await People.SignUp(system, person);
        // As if a join had ended after its caller was told that the store is away.
        var log = system.Host.Services.GetRequiredService<ICommitLog>();
        var onRoll = await log.CommitAsync(new Commit
        {
            Grain = new GrainKey("test", "join"),
            ExpectedVersion = null,
            State = "{}"u8.ToArray(),
            RollEntry = new RollEntry(
                21,
                0,
                ParticipantKey.HashOf(person.Nik, system.Identity),
                person.Household,
                person.Province,
                2,
                null,
                now),
        });
        Assert.Equal(CommitStatus.Committed, onRoll.Status);

        Assert.Equal(SystemRefusals.Conflict, (await Join(system, person)).Refusal);
    }

    private static async Task<Answer<ApplicationView>> Join(EmbeddedSystem system, Profile person)
    {
        var participant = system.Participant(person);
        Assert.Null((await participant.StartTest()).Refusal);
        Assert.Null((await participant.AnswerTest(Answers with { Submit = true })).Refusal);
        return await participant.Join(21, new RequestId("join", "h"));
    }

    private static async Task AnswersAnewOnceLeftBehind(
        Func<IParticipantGrain, Profile, Task<Refusal?>> ask, Refusal? expected)
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var person = People.Person(1, system.Identity);
        var key = await People.SignUp(system, person);
        var siti = system.Participant(person);
        Assert.Equal(expected, await ask(siti, person));

        await MoveOn(system, new GrainKey("participant", key));

        Assert.Equal(SystemRefusals.Conflict, await ask(siti, person));
        // The next life has read the row anew.
        Assert.Equal(expected, await ask(siti, person));
    }

    private static async Task MoveOn(EmbeddedSystem system, GrainKey grain)
    {
        var log = system.Host.Services.GetRequiredService<ICommitLog>();
        var stored = await log.ReadAsync(grain);
        Assert.NotNull(stored);
        var outcome = await log.CommitAsync(new Commit
        {
            Grain = grain,
            ExpectedVersion = stored.Version,
            State = stored.Payload,
        });
        Assert.Equal(CommitStatus.Committed, outcome.Status);
    }
}
