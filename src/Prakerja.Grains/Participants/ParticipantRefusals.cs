using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>Every "no" a participant can hear. The codes are public and never change.</summary>
public static class ParticipantRefusals
{
    public static Refusal Unknown { get; } = new("participant.unknown");
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

    public static Refusal WaveNotOpenYet { get; } = new("join.not_open_yet");
    public static Refusal WaveClosed { get; } = new("join.closed");
    public static Refusal AlreadyJoined { get; } = new("join.already_joined");
    public static Refusal OtherWavePending { get; } = new("join.other_wave_pending");
    public static Refusal AlreadyRecipient { get; } = new("join.already_recipient");
    public static Refusal Barred { get; } = new("join.barred");
    public static Refusal UnderAge { get; } = new("join.under_age");
    public static Refusal InFormalEducation { get; } = new("join.in_formal_education");
    public static Refusal TestNotTaken { get; } = new("join.test_not_taken");

    public static Refusal CardNumberTaken { get; } = new("award.card_number_taken");

    public static Refusal VideoUnknown { get; } = new("video.unknown");
    public static Refusal VideoPositionInvalid { get; } = new("video.position_invalid");
    public static Refusal VideosNotWatched { get; } = new("videos.not_watched");

    public static Refusal NoCard { get; } = new("card.none");
    public static Refusal CardFrozen { get; } = new("card.frozen");
    public static Refusal CardLapsed { get; } = new("card.lapsed");
    public static Refusal CardExpired { get; } = new("card.expired");
    public static Refusal CardCancelled { get; } = new("card.cancelled");
    public static Refusal CardNotFrozen { get; } = new("card.not_frozen");

    public static Refusal PurchaseUnknown { get; } = new("purchase.unknown");
    public static Refusal PurchaseTooLate { get; } = new("purchase.last_day_over");
    public static Refusal FirstNotFinished { get; } = new("purchase.first_not_finished");
    public static Refusal CourseAlreadyBought { get; } = new("purchase.course_already_bought");
    public static Refusal BalanceTooSmall { get; } = new("purchase.balance_too_small");
    public static Refusal NotSoldHere { get; } = new("purchase.not_sold_here");
    public static Refusal TooManyPurchases { get; } = new("purchase.too_many");
    public static Refusal OtherPlatform { get; } = new("cancel.other_platform");
    public static Refusal CancelTooLate { get; } = new("cancel.window_over");
    public static Refusal CancelRedeemed { get; } = new("cancel.already_redeemed");

    public static Refusal RedeemCodeUnknown { get; } = new("redeem.code_unknown");
    public static Refusal OtherProvider { get; } = new("redeem.other_provider");
    public static Refusal PurchaseCancelled { get; } = new("redeem.purchase_cancelled");
    public static Refusal AlreadyRedeemed { get; } = new("redeem.already_used");
    public static Refusal NotRedeemed { get; } = new("training.not_redeemed");
    public static Refusal PreTestNotNeeded { get; } = new("pre_test.not_needed");
    public static Refusal PreTestTaken { get; } = new("pre_test.already_taken");
    public static Refusal PreTestMissing { get; } = new("completion.pre_test_missing");
    public static Refusal AlreadyCompleted { get; } = new("completion.already_reported");
    public static Refusal ScoreInvalid { get; } = new("training.score_invalid");
    public static Refusal NotCompleted { get; } = new("certificate.not_completed");
    public static Refusal AlreadyCertified { get; } = new("certificate.already_issued");
    public static Refusal CertificateInvalid { get; } = new("certificate.invalid");
    public static Refusal CertificateTaken { get; } = new("certificate.taken");
    public static Refusal CertificateUnknown { get; } = new("certificate.unknown");
    public static Refusal NotCertified { get; } = new("review.not_certified");
    public static Refusal AlreadyReviewed { get; } = new("review.already_given");
    public static Refusal RatingInvalid { get; } = new("review.rating_invalid");
    public static Refusal ReviewInvalid { get; } = new("review.text_invalid");

    public static Refusal WalletInvalid { get; } = new("wallet.account_invalid");
    public static Refusal WalletTaken { get; } = new("wallet.taken");
    public static Refusal WalletUnknown { get; } = new("wallet.unknown");
    public static Refusal NotEntitled { get; } = new("incentive.not_entitled");
    public static Refusal SurveyUnknown { get; } = new("survey.unknown");
    public static Refusal SurveyAnswered { get; } = new("survey.already_answered");
    public static Refusal SurveyAnswersInvalid { get; } = new("survey.answers_invalid");
    public static Refusal PayoutUnknown { get; } = new("incentive.payout_unknown");
    public static Refusal PayoutReturned { get; } = new("incentive.already_returned");

    public static Refusal ReasonMissing { get; } = new("management.reason_missing");
    public static Refusal CancellationPending { get; } = new("cancellation.already_requested");
    public static Refusal CancellationNotRequested { get; } = new("cancellation.not_requested");
    public static Refusal SamePerson { get; } = new("cancellation.same_person");
}
