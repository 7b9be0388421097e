using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Signing up, logging in, the profile and the ability test (A1, A2).</content>
public static partial class ParticipantRefusals
{
    public static Refusal AlreadyRegistered { get; } = new("sign_up.already_registered");
    public static Refusal NikContradictsBirthDate { get; } = new("nik.contradicts_birth_date");
    public static Refusal NikContradictsSex { get; } = new("nik.contradicts_sex");
    public static Refusal BirthDateInFuture { get; } = new("sign_up.birth_date_in_future");
    public static Refusal EmailTaken { get; } = new("sign_up.email_taken");
    public static Refusal PhoneTaken { get; } = new("sign_up.phone_taken");
    public static Refusal CodeNotIssued { get; } = new("code.not_issued");
    public static Refusal CodeExpired { get; } = new("code.expired");
    public static Refusal CodeWrong { get; } = new("code.wrong");
    public static Refusal CodeVoid { get; } = new("code.too_many_tries");
    public static Refusal TooManyCodes { get; } = new("code.too_many_requests");
    public static Refusal PhoneNotVerified { get; } = new("participant.phone_not_verified");
    public static Refusal PhoneAlreadyVerified { get; } = new("participant.phone_already_verified");
    public static Refusal TestAlreadyTaken { get; } = new("test.already_taken");
    public static Refusal TestNotStarted { get; } = new("test.not_started");
    public static Refusal TestAnswersInvalid { get; } = new("test.answers_invalid");
    public static Refusal ProfileLocked { get; } = new("profile.locked_while_waiting");
}
