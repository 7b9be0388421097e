using Orleans.Concurrency;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

/// <summary>
/// One person, once in a lifetime (E4). The key is "p-" and the keyed hash of the NIK (<see cref="ParticipantKey"/>).
/// Every command is one commit; every answer is as of now, whether or not a reminder came in time.
/// </summary>
[Alias("IParticipantGrain")]
[GrainInterfaceType("IParticipantGrain")]
public interface IParticipantGrain : IDeadlineTarget, IApplicantGrain
{
    [Alias("SignUp")]
    Task<Answer<Done>> SignUp(ParticipantCommand.SignUp command);

    [Alias("RequestCode")]
    Task<Answer<Done>> RequestCode(ParticipantCommand.RequestCode command);

    /// <summary>Verifies the phone with the code of the sign-up.</summary>
    [Alias("VerifyPhone")]
    Task<Answer<Done>> VerifyPhone(OneTimeCodeInput code);

    [Alias("LogIn")]
    Task<Answer<Done>> LogIn(OneTimeCodeInput code);

    /// <summary>As <see cref="LogIn"/>, from a device on which this person never logged in.</summary>
    [Alias("LogInElsewhere")]
    Task<Answer<Done>> LogInElsewhere(OneTimeCodeInput code);

    /// <summary>Answers the profile as it is then.</summary>
    [Alias("ChangeProfile")]
    Task<Answer<Profile>> ChangeProfile(ParticipantCommand.ChangeProfile command);

    [Alias("StartTest")]
    Task<Answer<TestView>> StartTest();

    [Alias("AnswerTest")]
    Task<Answer<TestView>> AnswerTest(ParticipantCommand.AnswerTest command);

    [Alias("Join")]
    Task<Answer<ApplicationView>> Join(int wave, RequestId? request);

    [Alias("WatchVideo")]
    Task<Answer<VideosView>> WatchVideo(ParticipantCommand.WatchVideo command);

    [Alias("Buy")]
    Task<Answer<PurchaseView>> Buy(CourseOffer offer, string platform, OneTimeCodeInput code, RequestId request);

    [Alias("CancelPurchase")]
    Task<Answer<PurchaseView>> CancelPurchase(ParticipantCommand.CancelPurchase command, RequestId request);

    [Alias("Redeem")]
    Task<Answer<TrainingView>> Redeem(ParticipantCommand.Redeem command, RequestId request);

    [Alias("TakePreTest")]
    Task<Answer<PurchaseView>> TakePreTest(ParticipantCommand.TakePreTest command);

    [Alias("Complete")]
    Task<Answer<TrainingView>> Complete(ParticipantCommand.CompleteTraining command, RequestId request);

    [Alias("Certify")]
    Task<Answer<TrainingView>> Certify(ParticipantCommand.IssueCertificate command, RequestId request);

    [Alias("Review")]
    Task<Answer<PurchaseView>> Review(ParticipantCommand.ReviewCourse command, RequestId request);

    [Alias("LinkWallet")]
    Task<Answer<IncentivesView>> LinkWallet(ParticipantCommand.LinkWallet command, RequestId request);

    [Alias("CheckWallet")]
    Task<Answer<Done>> CheckWallet(ParticipantCommand.CheckWallet command, RequestId request);

    [Alias("AnswerSurvey")]
    Task<Answer<IncentivesView>> AnswerSurvey(ParticipantCommand.AnswerSurvey command, RequestId request);

    [Alias("ReturnIncentive")]
    Task<Answer<Done>> ReturnIncentive(ParticipantCommand.ReturnIncentive command, RequestId request);

    [Alias("Freeze")]
    Task<Answer<Done>> Freeze(ParticipantCommand.FreezeCard command, RequestId request);

    [Alias("Unfreeze")]
    Task<Answer<Done>> Unfreeze(ParticipantCommand.UnfreezeCard command, RequestId request);

    [Alias("RequestCancellation")]
    Task<Answer<Done>> RequestCancellation(ParticipantCommand.RequestCancellation command, RequestId request);

    [Alias("DecideCancellation")]
    Task<Answer<Done>> DecideCancellation(ParticipantCommand.DecideCancellation command, RequestId request);

    [AlwaysInterleave, Alias("GetProfile")]
    Task<Answer<Profile>> GetProfile();

    [AlwaysInterleave, Alias("GetDashboard")]
    Task<Answer<DashboardView>> GetDashboard();

    /// <summary>Balance and purchases as management and auditors see them: without personal data.</summary>
    [AlwaysInterleave, Alias("GetAccount")]
    Task<Answer<AccountView>> GetAccount();

    /// <summary>A course by its redeem code, for the provider who teaches it.</summary>
    [AlwaysInterleave, Alias("GetTraining")]
    Task<Answer<TrainingView>> GetTraining(string provider, RedeemCode code);

    /// <summary>
    /// The same before redeeming: what <see cref="Redeem"/> would refuse is refused, except that a used code is shown
    /// as one.
    /// </summary>
    [AlwaysInterleave, Alias("CheckRedeemCode")]
    Task<Answer<TrainingView>> CheckRedeemCode(string provider, RedeemCode code);

    /// <summary>A certificate for whoever checks it; the holder's name is shortened.</summary>
    [AlwaysInterleave, Alias("GetCertificate")]
    Task<Answer<CertificateView>> GetCertificate(string certificate);

    /// <summary>
    /// Where messages go; for the notifications alone. It does not interleave: an event can be read from the log a
    /// moment before the grain that committed it has taken it over, and a new participant would have no address yet.
    /// </summary>
    [Alias("GetContact")]
    Task<Contact?> GetContact();
}

/// <summary>Where to reach a person.</summary>
[GenerateSerializer, Immutable, Alias("contact")]
public sealed record Contact(
    [property: Id(0)] string Name, [property: Id(1)] PhoneNumber Phone, [property: Id(2)] string Email)
{
    public override string ToString() => "Contact";
}
