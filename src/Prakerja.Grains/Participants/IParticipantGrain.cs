using Orleans.Concurrency;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

/// <summary>
/// One participant, who is unique by NIK for life (E4). The key is "p-" and the keyed hash of the NIK
/// (<see cref="ParticipantKey"/>). Every command is one commit. Every answer is as of now, even when a reminder is
/// late. Refusals: <see cref="ParticipantRefusals"/>.
/// </summary>
[Alias("IParticipantGrain")]
[GrainInterfaceType("IParticipantGrain")]
public interface IParticipantGrain : IDeadlineTarget, IApplicantGrain
{
    /// <summary>Registers a person whose attempt to sign up has proven its phone (A6).</summary>
    [Alias("Register")]
    Task<Answer<Done>> Register(ParticipantCommand.Register command);

    /// <summary>Sends a one-time code to the phone, or to the email that it confirms (A1).</summary>
    [Alias("RequestCode")]
    Task<Answer<Done>> RequestCode(ParticipantCommand.RequestCode command);

    /// <summary>Confirms the email with the mailed code (A6).</summary>
    [Alias("ConfirmEmail")]
    Task<Answer<Done>> ConfirmEmail(OneTimeCodeInput code);

    /// <summary>Gives up an email that was never confirmed (A6).</summary>
    [Alias("GiveUpEmail")]
    Task<Answer<Done>> GiveUpEmail();

    /// <summary>Logs in with a code, from a device on which the person has logged in before (A1).</summary>
    [Alias("LogIn")]
    Task<Answer<Done>> LogIn(OneTimeCodeInput code);

    /// <summary>Logs in with a code, from a device on which the person has never logged in (A1).</summary>
    [Alias("LogInElsewhere")]
    Task<Answer<Done>> LogInElsewhere(OneTimeCodeInput code);

    /// <summary>Changes the profile between two waves (A2); answers the changed profile.</summary>
    [Alias("ChangeProfile")]
    Task<Answer<Profile>> ChangeProfile(ParticipantCommand.ChangeProfile command);

    /// <summary>Starts the ability test; shows it again while it runs (A1).</summary>
    [Alias("StartTest")]
    Task<Answer<TestView>> StartTest();

    /// <summary>Saves the answers of the ability test, and submits it when asked to (A1).</summary>
    [Alias("AnswerTest")]
    Task<Answer<TestView>> AnswerTest(ParticipantCommand.AnswerTest command);

    /// <summary>Applies for a wave (A2, A3).</summary>
    [Alias("Join")]
    Task<Answer<ApplicationView>> Join(int wave, RequestId? request);

    /// <summary>Reports a heartbeat of the video player (V1).</summary>
    [Alias("WatchVideo")]
    Task<Answer<VideosView>> WatchVideo(ParticipantCommand.WatchVideo command);

    /// <summary>Buys a course at a platform with a one-time code (T1, T2, B1).</summary>
    [Alias("Buy")]
    Task<Answer<PurchaseView>> Buy(CourseOffer offer, string platform, OneTimeCodeInput code, RequestId request);

    /// <summary>Cancels a purchase that is not redeemed and refunds it (T5).</summary>
    [Alias("CancelPurchase")]
    Task<Answer<PurchaseView>> CancelPurchase(ParticipantCommand.CancelPurchase command, RequestId request);

    /// <summary>Redeems the code of a purchase at its provider (T1).</summary>
    [Alias("Redeem")]
    Task<Answer<TrainingView>> Redeem(ParticipantCommand.Redeem command, RequestId request);

    /// <summary>Records the score of the pre-test (T3).</summary>
    [Alias("TakePreTest")]
    Task<Answer<PurchaseView>> TakePreTest(ParticipantCommand.TakePreTest command);

    /// <summary>Records that the training is completed, as its provider reports (T4).</summary>
    [Alias("Complete")]
    Task<Answer<TrainingView>> Complete(ParticipantCommand.CompleteTraining command, RequestId request);

    /// <summary>Records the certificate that the provider issued (T4).</summary>
    [Alias("Certify")]
    Task<Answer<TrainingView>> Certify(ParticipantCommand.IssueCertificate command, RequestId request);

    /// <summary>Records the participant's rating and review of a course (T4).</summary>
    [Alias("Review")]
    Task<Answer<PurchaseView>> Review(ParticipantCommand.ReviewCourse command, RequestId request);

    /// <summary>Links the account that receives the incentives (I1).</summary>
    [Alias("LinkWallet")]
    Task<Answer<IncentivesView>> LinkWallet(ParticipantCommand.LinkWallet command, RequestId request);

    /// <summary>Records the payment partner's check of the account (I1).</summary>
    [Alias("CheckWallet")]
    Task<Answer<Done>> CheckWallet(ParticipantCommand.CheckWallet command, RequestId request);

    /// <summary>Records the answers of a survey, for which an incentive is paid (I1).</summary>
    [Alias("AnswerSurvey")]
    Task<Answer<IncentivesView>> AnswerSurvey(ParticipantCommand.AnswerSurvey command, RequestId request);

    /// <summary>Records that the payment partner could not pay and returned the money (I2).</summary>
    [Alias("ReturnIncentive")]
    Task<Answer<Done>> ReturnIncentive(ParticipantCommand.ReturnIncentive command, RequestId request);

    /// <summary>Freezes the card (M1).</summary>
    [Alias("Freeze")]
    Task<Answer<Done>> Freeze(ParticipantCommand.FreezeCard command, RequestId request);

    /// <summary>Unfreezes the card (M1).</summary>
    [Alias("Unfreeze")]
    Task<Answer<Done>> Unfreeze(ParticipantCommand.UnfreezeCard command, RequestId request);

    /// <summary>Requests the cancellation of the card, by the first person of management (M1).</summary>
    [Alias("RequestCancellation")]
    Task<Answer<Done>> RequestCancellation(ParticipantCommand.RequestCancellation command, RequestId request);

    /// <summary>Approves or withdraws the requested cancellation, by the second person of management (M1).</summary>
    [Alias("DecideCancellation")]
    Task<Answer<Done>> DecideCancellation(ParticipantCommand.DecideCancellation command, RequestId request);

    /// <summary>The profile.</summary>
    [AlwaysInterleave, Alias("GetProfile")]
    Task<Answer<Profile>> GetProfile();

    /// <summary>Everything that the participant's own page shows.</summary>
    [AlwaysInterleave, Alias("GetDashboard")]
    Task<Answer<DashboardView>> GetDashboard();

    /// <summary>Balance and purchases as management and auditors see them, without personal data.</summary>
    [AlwaysInterleave, Alias("GetAccount")]
    Task<Answer<CardMoneyView>> GetAccount();

    /// <summary>A purchased course by its redeem code, for the provider that teaches it.</summary>
    [AlwaysInterleave, Alias("GetTraining")]
    Task<Answer<TrainingView>> GetTraining(string provider, RedeemCode code);

    /// <summary>
    /// The same as <see cref="GetTraining"/>, with the refusals of <see cref="Redeem"/>; but a redeemed code is not
    /// refused: the answer shows its status.
    /// </summary>
    [AlwaysInterleave, Alias("CheckRedeemCode")]
    Task<Answer<TrainingView>> CheckRedeemCode(string provider, RedeemCode code);

    /// <summary>A certificate for people who verify it; the participant's name is shortened.</summary>
    [AlwaysInterleave, Alias("GetCertificate")]
    Task<Answer<CertificateView>> GetCertificate(string certificate);

    /// <summary>
    /// The contact data for notifications. It does not interleave: the event log can deliver an event before this grain
    /// has applied it to its state, and the contact of a new participant would be missing.
    /// </summary>
    [Alias("GetContact")]
    Task<Contact?> GetContact();
}
