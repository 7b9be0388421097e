using System.Net;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>
/// Rule A6: nobody can take, block or use up what belongs to another. The strangers of these tests know NIK and phone.
/// </summary>
public sealed class SignUpAttemptTests(RunningApi api)
{
    [Fact]
    public async Task PostParticipants_AfterTenAttemptsOfStrangers_BelongsToTheOwner()
    {
        var owner = new Person(api);
        for (var stranger = 1; stranger <= 10; stranger++)
        {
            var body = owner.SignUpBody(("phone", $"08139000100{stranger - 1}"), ("email", $"x{stranger}@contoh.test"));
            (await api.Post("participants", body)).Expect(HttpStatusCode.Created);
        }

        await (await owner.SignUp()).Verify();

        (await api.Get("participants/me", owner.Token)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task PostVerification_AfterAStrangerSignedTheSameNikUp_KeepsTheOwnersProfile()
    {
        var owner = await new Person(api).SignUp();
        var stranger = await SignUp(owner.SignUpBody(("phone", "081390002000"), ("name", "Orang Lain")));

        await owner.Verify();

        var profile = (await api.Get("participants/me/profile", owner.Token)).Expect(HttpStatusCode.OK);
        Assert.Equal(owner.Name, profile["name"].GetString());
        (await stranger.Verify(api)).ExpectProblem(HttpStatusCode.Conflict, "sign_up.already_registered");
    }

    [Fact]
    public async Task PostVerification_NikTakenMeanwhile_SaysSoAfterTheProofOnly()
    {
        var owner = await (await new Person(api).SignUp()).Verify();

        var second = await SignUp(owner.SignUpBody(("phone", "081390003000")));

        (await second.Verify(api, "00000000")).ExpectProblem(HttpStatusCode.Forbidden, "code.wrong");
        (await second.Verify(api)).ExpectProblem(HttpStatusCode.Conflict, "sign_up.already_registered");
        (await second.Verify(api)).ExpectProblem(HttpStatusCode.Conflict, "sign_up.already_registered");
    }

    [Fact]
    public async Task PostVerification_WrongCodesOfAStranger_LeaveTheOwnersTries()
    {
        var owner = await new Person(api).SignUp();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var guess = new { code = "00000000", secret = "guessed" };
            (await api.Post($"participants/{owner.Attempt}/verification", guess))
                .ExpectProblem(HttpStatusCode.NotFound, "sign_up.attempt_unknown");
            (await api.Post($"participants/{owner.Key}/verification", guess))
                .ExpectProblem(HttpStatusCode.NotFound, "sign_up.attempt_unknown");
        }

        await owner.Verify();
    }

    [Fact]
    public async Task PostVerification_MalformedCode_CostsNoTry()
    {
        var owner = await new Person(api).SignUp();
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            var body = new { code = "123456", secret = owner.AttemptSecret };
            (await api.Post($"participants/{owner.Attempt}/verification", body))
                .ExpectProblem(HttpStatusCode.BadRequest, "code.malformed");
        }

        var code = owner.SignUpCode();
        var typed = new { code = $" {code[..4]} {code[4..]} ", secret = owner.AttemptSecret };
        (await api.Post($"participants/{owner.Attempt}/verification", typed)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task PostVerification_SentTwice_GivesALogInBothTimes()
    {
        var owner = await (await new Person(api).SignUp()).Verify();
        await owner.Verify();

        (await api.Get("participants/me", owner.Token)).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("u-00000000000000000000000000")]
    [InlineData("p-00000000000000000000000000")]
    [InlineData("3201015703940077")]
    [InlineData("w-1")]
    public async Task PostVerification_UnknownAttempt_Returns404(string attempt)
    {
        (await api.Post($"participants/{attempt}/verification", new { code = "12345678", secret = "x" }))
            .ExpectProblem(HttpStatusCode.NotFound, "sign_up.attempt_unknown");
        (await api.Post($"participants/{attempt}/verification/code", new { secret = "x" }))
            .ExpectProblem(HttpStatusCode.NotFound, "sign_up.attempt_unknown");
    }

    [Fact]
    public async Task PostVerificationCode_FifthWrongTry_WaitsAMinuteWithRetryAfter()
    {
        var owner = await new Person(api).SignUp();
        var path = $"participants/{owner.Attempt}/verification";
        for (var attempt = 1; attempt <= 5; attempt++)
            await api.Post(path, new { code = "00000000", secret = owner.AttemptSecret });

        var refused = await api.Post(path + "/code", new { secret = owner.AttemptSecret });

        refused.ExpectProblem(HttpStatusCode.TooManyRequests, "code.wait");
        Assert.InRange(refused.RetryAfterSeconds!.Value, 1, 60);
        await api.Pass(TimeSpan.FromSeconds(60));
        (await api.Post(path + "/code", new { secret = owner.AttemptSecret })).Expect(HttpStatusCode.Accepted);
        var typed = new { code = owner.SignUpCode(2), secret = owner.AttemptSecret };
        (await api.Post(path, typed)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task PostParticipants_KnownAndUnknownNikWithAUsedUpPhone_GetOneAnswer()
    {
        var known = await (await new Person(api).SignUp()).Verify();
        const string Phone = "081390004000";
        for (var code = 1; code <= 3; code++)
            await SignUp(new Person(api).SignUpBody(("phone", Phone)));

        var registered = await api.Post("participants", known.SignUpBody(("phone", Phone)));
        var free = await api.Post("participants", new Person(api).SignUpBody(("phone", Phone)));

        registered.ExpectProblem(HttpStatusCode.TooManyRequests, "code.too_many_requests");
        Assert.Equal(free.Body.GetRawText(), registered.Body.GetRawText());
        Assert.NotNull(free.RetryAfterSeconds);
    }

    [Fact]
    public async Task PostEmailConfirmation_EmailInTheProfileOfAnother_BelongsToWhoHasTheMail()
    {
        var owner = await (await new Person(api).SignUp()).Verify();
        var other = await SignUp(new Person(api).SignUpBody(("email", owner.Email)));
        (await other.Verify(api)).Expect(HttpStatusCode.OK);
        (await api.Post("participants/me/email/code", caller: owner.Token)).Expect(HttpStatusCode.Accepted);
        (await api.Post("participants/me/email/confirmation", new { code = "12345" }, owner.Token))
            .ExpectProblem(HttpStatusCode.BadRequest, "code.malformed");

        var code = owner.NextCode(CodePurpose.ConfirmEmail);

        (await api.Post("participants/me/email/confirmation", new { code }, owner.Token))
            .Expect(HttpStatusCode.NoContent);
        (await api.Post("participants/me/email/code", caller: owner.Token))
            .ExpectProblem(HttpStatusCode.Conflict, "email.already_confirmed");
    }

    private async Task<Attempt> SignUp(Dictionary<string, object?> body)
    {
        var answer = (await api.Post("participants", body)).Expect(HttpStatusCode.Created);
        return new Attempt(answer["attempt"].GetString()!, answer["secret"].GetString()!);
    }

    private sealed record Attempt(string Key, string Secret)
    {
        public Task<ApiAnswer> Verify(RunningApi api, string? code = null) => api.Post(
            $"participants/{Key}/verification",
            new
            {
                code = code ?? OneTimeCodes.DigitsOf(api.Identity, Key, CodePurpose.VerifyPhone, 1),
                secret = Secret,
            });
    }
}
