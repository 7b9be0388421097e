using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Participants;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.Actors;

/// <summary>A grain that lives twice, because its silo is taken for dead and does not know: here another writes its row.</summary>
public sealed class SecondLifeTests
{
    private static readonly ParticipantCommand.AnswerTest Answers = new(new string('a', 18), Submit: false);

    [Fact]
    public async Task What_it_refuses_does_not_rest_on_a_state_that_was_left_behind()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var person = People.Person(1, system.Identity);
        await People.SignUp(system, person);
        var siti = system.Participant(person);
        var refused = (await siti.AnswerTest(Answers)).Refusal;
        Assert.NotNull(refused);
        Assert.NotEqual(SystemRefusals.Conflict, refused);

        await MoveOn(system, new GrainKey("participant", ParticipantKey.Of(person.Nik, system.Identity)));

        Assert.Equal(SystemRefusals.Conflict, (await siti.AnswerTest(Answers)).Refusal);
        // The next life has read the row anew.
        Assert.Equal(refused, (await siti.AnswerTest(Answers)).Refusal);
    }

    [Fact]
    public async Task What_it_has_done_already_is_not_answered_from_a_state_that_was_left_behind()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var person = People.Person(1, system.Identity);
        await People.SignUp(system, person);
        var siti = system.Participant(person);
        var profile = new ParticipantCommand.ChangeProfile(
            person.Province, person.Employment, person.InFormalEducation);
        Assert.Null((await siti.ChangeProfile(profile)).Refusal);

        await MoveOn(system, new GrainKey("participant", ParticipantKey.Of(person.Nik, system.Identity)));

        Assert.Equal(SystemRefusals.Conflict, (await siti.ChangeProfile(profile)).Refusal);
        Assert.Null((await siti.ChangeProfile(profile)).Refusal);
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
