using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;

namespace Prakerja.Silo.Tests.Hosting;

/// <summary>Made-up people, each of a household of their own.</summary>
internal static class People
{
    private static readonly RegencyCode Bandung = new(3273);

    /// <param name="number">From 1; other numbers are other people.</param>
    public static Profile Person(int number, IdentityKey identity)
    {
        var birth = new DateOnly(1990, 1, 1).AddDays(number);
        var nik = Nik.Create(Bandung, 1, birth, Sex.Female, number);
        Assert.True(FamilyCardNumber.TryParse($"327301010190{number:D4}", out var family));
        Assert.True(PhoneNumber.TryParse($"0812345{number:D5}", out var phone));
        return new Profile(
            nik, family, ClaimValues.Household(identity, family), $"Peserta {number}", birth, Sex.Female, "Ibu",
            $"peserta{number}@contoh.test", phone, Bandung.Province, Employment.JobSeeker, false);
    }

    /// <summary>Signs a person up and verifies the phone; the answer is the key of the participant.</summary>
    public static async Task<string> SignUp(EmbeddedSystem system, Profile person)
    {
        var (attempt, secret) = await Begin(system, person);
        var code = OneTimeCodes.DigitsOf(system.Identity, attempt.GetPrimaryKeyString(), CodePurpose.VerifyPhone, 1);
        var answer = await attempt.Verify(secret, code);
        Assert.Null(answer.Refusal);
        return answer.Value!;
    }

    /// <summary>Begins an attempt to sign up.</summary>
    public static async Task<(ISignUpAttemptGrain Attempt, SignUpSecret Secret)> Begin(
        EmbeddedSystem system, Profile person)
    {
        var attempt = system.Grains.GetGrain<ISignUpAttemptGrain>(SignUpAttemptKey.Next());
        var secret = SignUpSecret.Next();
        Assert.Null((await attempt.Start(person, secret, new KeyedHash(0, 1))).Refusal);
        return (attempt, secret);
    }

    /// <summary>Signs a person up, has the test passed, and joins a wave, twice with one request.</summary>
    /// <returns>The key of the participant.</returns>
    public static async Task<string> Join(EmbeddedSystem system, Profile person, int wave)
    {
        var key = await SignUp(system, person);
        var participant = system.Participant(person);
        Assert.Null((await participant.StartTest()).Refusal);
        var answers = new string('a', 6) + "cbdacebabdac";
        Assert.Null((await participant.AnswerTest(new(answers, true))).Refusal);
        var joined = await participant.Join(wave, new RequestId("join", "h"));
        Assert.Null(joined.Refusal);
        Assert.Equal(ApplicationStatus.WaitingForClose, joined.Value!.Status);
        Assert.Equal(joined, await participant.Join(wave, new RequestId("join", "h")));
        return key;
    }
}
