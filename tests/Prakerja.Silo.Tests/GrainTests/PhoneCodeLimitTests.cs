using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.GrainTests;

/// <summary>Rule A1: messages to one phone, of however many sign-ups.</summary>
public sealed class PhoneCodeLimitTests
{
    [Fact]
    public async Task Made_up_people_cannot_have_a_stranger_s_phone_sent_messages_without_end()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        // Well within an hour of the clock, so that none ends meanwhile.
        var now = system.Clock.GetUtcNow();
        system.Clock.MoveAheadTo(TimeSpan.FromMinutes(65 - now.Minute));
        var phone = People.Person(1, system.Identity).Phone;
        var limit = new ProgrammeOptions().SignUpCodesPerPhoneAndHour;

        for (var number = 1; number <= limit; number++) Assert.Null(await SignUp(number, phone));

        Assert.Equal(ParticipantRefusals.TooManyCodes, await SignUp(limit + 1, phone));
        Assert.Null(await SignUp(limit + 1, People.Person(limit + 1, system.Identity).Phone));
        system.Clock.MoveAheadTo(system.Clock.Ahead + TimeSpan.FromHours(1));
        Assert.Null(await SignUp(limit + 2, phone));

        async Task<Refusal?> SignUp(int number, PhoneNumber to)
        {
            var person = People.Person(number, system.Identity) with { Phone = to };
            return (await system.Participant(person).SignUp(new(person))).Refusal;
        }
    }
}
