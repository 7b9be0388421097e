using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.GrainTests;

/// <summary>
/// A grain that is active in two silos, because the others have declared its silo dead. In these tests another writer
/// changes the grain's row.
/// </summary>
public sealed class DuplicateActivationTests
{
    private static readonly ParticipantCommand.AnswerTest Answers = new(new string('a', 18), Submit: false);

    [Fact]
    public Task A_refusal_is_not_computed_from_an_outdated_state() => AssertConflictThenFreshAnswer(
        async (siti, _) => (await siti.AnswerTest(Answers)).Refusal, ParticipantRefusals.TestNotStarted);

    [Fact]
    public Task A_repeated_command_is_not_answered_from_an_outdated_state() => AssertConflictThenFreshAnswer(
        async (siti, person) => (await siti.ChangeProfile(new(
            person.Province, person.Employment, person.InFormalEducation))).Refusal,
        expected: null);

    [Fact]
    public async Task A_join_that_is_on_the_roll_but_not_in_the_state_is_a_conflict()
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
        // As if a join had ended after its caller was told that the store is unavailable.
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

    private static async Task AssertConflictThenFreshAnswer(
        Func<IParticipantGrain, Profile, Task<Refusal?>> send, Refusal? expected)
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var person = People.Person(1, system.Identity);
        var key = await People.SignUp(system, person);
        var siti = system.Participant(person);
        Assert.Equal(expected, await send(siti, person));

        await WriteRowElsewhere(system, new GrainKey("participant", key));

        Assert.Equal(SystemRefusals.Conflict, await send(siti, person));
        // The new activation has read the row again.
        Assert.Equal(expected, await send(siti, person));
    }

    private static async Task WriteRowElsewhere(EmbeddedSystem system, GrainKey grain)
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
