using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;
using Prakerja.Grains.Tests.Participants;
using static Prakerja.Grains.SignUps.SignUpAttemptEvent;

namespace Prakerja.Grains.Tests.SignUps;

/// <summary>Rule A6: an attempt to sign up belongs to who made it, and ends by itself.</summary>
public sealed class SignUpAttemptTests
{
    private const string Participant = "p-0123456789abcdefghjkmnpqrs";
    private static readonly ProgrammeOptions Options = new();
    private static readonly DateTimeOffset Start = "2021-09-01 08:00".Wib();
    private static readonly SignUpSecret Secret = SignUpSecret.Of("secret");
    private static readonly SignUpSecret OtherSecret = SignUpSecret.Of("Secret");

    [Fact]
    public void An_attempt_keeps_the_profile_and_the_hash_of_its_secret_and_sends_a_code()
    {
        var state = Begun();

        Assert.Equal(People.Siti, state.Profile);
        Assert.Equal(Secret.Hash(), state.SecretHash);
        Assert.Equal(new OneTimeCode(CodePurpose.VerifyPhone, 1, Start, 0), state.Code);
        Assert.Equal(Start.AddHours(24), SignUpAttemptRules.LapsesAt(state, Options));
    }

    [Fact]
    public void A_faulty_profile_begins_no_attempt() => Assert.Equal(
        ParticipantRefusals.NikContradictsSex,
        SignUpAttemptRules.Start(null, Participant, People.Siti with { Sex = Sex.Male }, Secret, Start).Refusal);

    [Fact]
    public void An_attempt_begins_once() => Assert.Equal(
        SignUpRefusals.AttemptUnknown,
        SignUpAttemptRules.Start(Begun(), Participant, People.Siti, Secret, Start).Refusal);

    [Fact]
    public void Who_does_not_have_the_secret_uses_up_no_try_and_no_code()
    {
        var wrong = SignUpAttemptRules.UseCode(Begun(), OtherSecret, false, Start, Options);
        var code = SignUpAttemptRules.SendCode(Begun(), OtherSecret, Start, Options);

        Assert.Equal(SignUpRefusals.AttemptUnknown, wrong.Refusal);
        Assert.Equal(SignUpRefusals.AttemptUnknown, code.Refusal);
        Assert.Empty(wrong.Events);
        Assert.Empty(code.Events);
        Assert.Equal(SignUpRefusals.AttemptUnknown, SignUpAttemptRules.UseCode(
            null, Secret, true, Start, Options).Refusal);
    }

    [Fact]
    public void The_fifth_wrong_try_voids_the_code_and_the_next_one_comes_after_a_minute()
    {
        var state = Begun();
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            var decision = SignUpAttemptRules.UseCode(state, Secret, false, Start, Options);
            Assert.Equal(ParticipantRefusals.CodeWrong, decision.Refusal);
            Assert.Equal([new CodeMistaken(attempt)], decision.Events);
            state = Folded(state, decision);
        }

        Assert.Equal(
            ParticipantRefusals.CodeVoid, SignUpAttemptRules.UseCode(state, Secret, true, Start, Options).Refusal);
        var next = Start.AddMinutes(1);
        Assert.Equal(
            ParticipantRefusals.CodeWait,
            SignUpAttemptRules.SendCode(state, Secret, next.AddMilliseconds(-1), Options).Refusal);
        state = Folded(state, SignUpAttemptRules.SendCode(state, Secret, next, Options));
        Assert.Equal(new OneTimeCode(CodePurpose.VerifyPhone, 2, next, 0), state.Code);
        Assert.True(SignUpAttemptRules.UseCode(state, Secret, true, next, Options).IsNothing);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "code.expired")]
    public void A_code_holds_for_five_minutes(int offsetMs, string? refusal) => Assert.Equal(
        refusal,
        SignUpAttemptRules.UseCode(
            Begun(), Secret, true, Start.AddMinutes(5).AddMilliseconds(offsetMs), Options).Refusal?.Code);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void An_attempt_ends_after_24_hours_and_keeps_nothing_that_was_told(int offsetMs, bool hasEnded)
    {
        var now = Start.AddHours(24).AddMilliseconds(offsetMs);

        Assert.Equal(
            hasEnded ? SignUpRefusals.AttemptUnknown : null,
            SignUpAttemptRules.SendCode(Begun(), Secret, now, Options).Refusal);
        var passed = SignUpAttemptRules.TimePassed(Begun(), now, Options);
        Assert.Equal(hasEnded, passed.Events is [Lapsed]);
        if (!hasEnded) return;
        var state = Folded(Begun(), passed);
        Assert.Null(state.Profile);
        Assert.Null(state.Code);
        Assert.Equal(SignUpEnd.Lapsed, state.End);
        Assert.Null(SignUpAttemptRules.LapsesAt(state, Options));
    }

    [Fact]
    public void A_won_attempt_keeps_nothing_that_was_told_and_answers_the_same_code_again()
    {
        var state = Folded(Begun(), SignUpAttemptRules.Finish(Begun(), null));

        Assert.Equal(SignUpEnd.Won, state.End);
        Assert.Null(state.Profile);
        Assert.True(SignUpAttemptRules.UseCode(state, Secret, true, Start, Options).IsNothing);
        Assert.True(SignUpAttemptRules.Finish(state, null).IsNothing);
        var wrong = SignUpAttemptRules.UseCode(state, Secret, false, Start, Options);
        Assert.Equal(SignUpRefusals.AttemptEnded, wrong.Refusal);
        Assert.Empty(wrong.Events);
        Assert.Equal(
            SignUpRefusals.AttemptEnded, SignUpAttemptRules.SendCode(state, Secret, Start, Options).Refusal);
    }

    [Theory]
    [InlineData("sign_up.already_registered")]
    [InlineData("sign_up.phone_taken")]
    [InlineData("sign_up.identity_mismatch")]
    public void An_attempt_that_comes_second_is_told_so_after_its_proof_and_ends(string code)
    {
        var decision = SignUpAttemptRules.Finish(Begun(), new Refusal(code));

        Assert.Equal([new Refused(code)], decision.Events);
        var state = Folded(Begun(), decision);
        Assert.Null(state.Profile);
        Assert.Equal(code, SignUpAttemptRules.UseCode(state, Secret, true, Start, Options).Refusal?.Code);
    }

    [Theory]
    [InlineData("sign_up.identity_unavailable")]
    [InlineData("system.busy")]
    [InlineData("system.store_unavailable")]
    public void A_failure_of_the_system_ends_no_attempt(string code)
    {
        var decision = SignUpAttemptRules.Finish(Begun(), new Refusal(code));

        Assert.Equal(code, decision.Refusal?.Code);
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void Neither_the_secret_nor_a_printed_attempt_shows_what_was_told()
    {
        Assert.DoesNotContain("secret", Secret.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Siti", Begun().ToString(), StringComparison.Ordinal);
        Assert.True(SignUpAttemptKey.IsValid(SignUpAttemptKey.Next()));
        Assert.False(SignUpAttemptKey.IsValid(Participant));
        Assert.NotEqual(SignUpAttemptKey.Next(), SignUpAttemptKey.Next());
    }

    private static SignUpAttemptState Begun() =>
        Folded(null, SignUpAttemptRules.Start(null, Participant, People.Siti, Secret, Start));

    private static SignUpAttemptState Folded(SignUpAttemptState? state, Decision<SignUpAttemptEvent> decision)
    {
        foreach (var @event in decision.Events) state = SignUpAttemptRules.Fold(state, @event);
        return state!;
    }
}
