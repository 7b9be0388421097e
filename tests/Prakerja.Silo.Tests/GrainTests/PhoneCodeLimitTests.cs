using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.GrainTests;

/// <summary>Rules A1, A6: attempts of one NIK and of one phone, in a running silo.</summary>
public sealed class PhoneCodeLimitTests
{
    [Fact]
    public async Task Made_up_people_cannot_have_a_stranger_s_phone_sent_messages_without_end()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var phone = People.Person(1, system.Identity).Phone;

        for (var number = 1; number <= 3; number++) Assert.Null(await Begin(number, 1));

        var refusal = await Begin(4, 1);
        Assert.Equal(ParticipantRefusals.TooManyCodes, refusal);
        Assert.InRange(refusal!.RetryAfterSeconds!.Value, 1, 60);
        Assert.Null(await Begin(4, 2));

        async Task<Refusal?> Begin(int number, ulong source)
        {
            var person = People.Person(number, system.Identity) with { Phone = phone };
            var attempt = system.Grains.GetGrain<ISignUpAttemptGrain>(SignUpAttemptKey.Next());
            return (await attempt.Start(person, SignUpSecret.Next(), new KeyedHash(0, source))).Refusal;
        }
    }

    [Fact]
    public async Task An_attempt_that_nobody_proves_is_emptied_when_its_time_has_passed()
    {
        await using var system = await EmbeddedSystem.StartAsync(adjustable: true);
        var (attempt, secret) = await People.Begin(system, People.Person(1, system.Identity));
        Assert.NotNull(await attempt.GetContact());

        system.Clock.MoveAheadTo(TimeSpan.FromHours(24));

        await Fixtures.TestSilo.Until(
            async () => await attempt.GetContact() is null, "the attempt was not emptied");
        Assert.Equal(SignUpRefusals.AttemptUnknown, (await attempt.SendCode(secret, default)).Refusal);
    }
}
