using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Refusals about sign-up, log-in, the profile and the ability test (A1, A2, E5).</content>
public static partial class ParticipantRefusals
{
    /// <summary>Another attempt was the first to prove its phone for this NIK (A6).</summary>
    public static Refusal AlreadyRegistered { get; } = new("sign_up.already_registered");

    /// <summary>The birth date disagrees with the NIK, or is a hundred years or more ago (E5).</summary>
    public static Refusal NikContradictsBirthDate { get; } = new("nik.contradicts_birth_date");

    /// <summary>The sex disagrees with the NIK (E5).</summary>
    public static Refusal NikContradictsSex { get; } = new("nik.contradicts_sex");

    /// <summary>The birth date is in the future (E5).</summary>
    public static Refusal BirthDateInFuture { get; } = new("sign_up.birth_date_in_future");

    /// <summary>Another participant has claimed the email (A1).</summary>
    public static Refusal EmailTaken { get; } = new("sign_up.email_taken");

    /// <summary>Another participant has claimed the phone (A1).</summary>
    public static Refusal PhoneTaken { get; } = new("sign_up.phone_taken");

    /// <summary>The family card number is the NIK itself (E5).</summary>
    public static Refusal FamilyCardIsNik { get; } = new("sign_up.family_card_is_nik");

    /// <summary>The province of the NIK, the family card or the residence is not founded yet (E5).</summary>
    public static Refusal ProvinceNotFounded { get; } = new("province.not_founded");

    /// <summary>The email is confirmed already (A6).</summary>
    public static Refusal EmailAlreadyConfirmed { get; } = new("email.already_confirmed");

    /// <summary>The typed text is not the digits of a code; it used up no try (A5).</summary>
    public static Refusal CodeMalformed { get; } = new("code.malformed");

    /// <summary>Wrong tries have voided codes: the next code comes only after a wait (A5).</summary>
    public static Refusal CodeWait { get; } = new("code.wait");

    /// <summary>Too many wrong tries in a row: this way to get codes is closed (A5).</summary>
    public static Refusal CodesStopped { get; } = new("code.stopped");

    /// <summary>There is no code in force for this purpose (A1).</summary>
    public static Refusal CodeNotIssued { get; } = new("code.not_issued");

    /// <summary>The code has expired (A1).</summary>
    public static Refusal CodeExpired { get; } = new("code.expired");

    /// <summary>The typed code is wrong; this used up one try (A1).</summary>
    public static Refusal CodeWrong { get; } = new("code.wrong");

    /// <summary>All tries of the code are used up; the person needs a new code (A1).</summary>
    public static Refusal CodeVoid { get; } = new("code.too_many_tries");

    /// <summary>The participant or the phone has reached the limit of codes for this hour (A1).</summary>
    public static Refusal TooManyCodes { get; } = new("code.too_many_requests");

    /// <summary>The phone is not verified yet (A1).</summary>
    public static Refusal PhoneNotVerified { get; } = new("participant.phone_not_verified");

    /// <summary>The phone is verified already (A1).</summary>
    public static Refusal PhoneAlreadyVerified { get; } = new("participant.phone_already_verified");

    /// <summary>The ability test is submitted already (A1).</summary>
    public static Refusal TestAlreadyTaken { get; } = new("test.already_taken");

    /// <summary>The ability test is not started (A1).</summary>
    public static Refusal TestNotStarted { get; } = new("test.not_started");

    /// <summary>The answers are not one of "-" and "a" to "e" for each question (A1).</summary>
    public static Refusal TestAnswersInvalid { get; } = new("test.answers_invalid");

    /// <summary>The profile cannot be changed while an application waits for its result (A2).</summary>
    public static Refusal ProfileLocked { get; } = new("profile.locked_while_waiting");
}
