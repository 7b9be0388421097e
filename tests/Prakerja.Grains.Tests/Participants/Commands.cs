using System.Collections.Immutable;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>One valid command of every kind.</summary>
internal static class Commands
{
    public static ImmutableArray<ParticipantCommand> All { get; } =
    [
        new Register(People.Siti),
        new GiveUpEmail(),
        new RequestCode(CodePurpose.LogIn),
        new UseCode(CodePurpose.LogIn, Matches: true),
        new ChangeProfile(new ProvinceCode(31), Employment.LaidOff, InFormalEducation: false),
        new StartTest(),
        new AnswerTest(People.Answers(12), Submit: true),
        new JoinWave(People.Wave(21)),
        new LearnOutcome(21, NotSelectedReason.QuotaExhausted),
        new GrantCard(21, People.CardNumber, HouseholdSlot: 1),
        new WatchVideo(1, 0),
        new BuyCourse(People.Course(), People.Platform, People.Code(1), CodeMatches: true),
        new CancelPurchase(People.Platform, 1),
        new Redeem(People.Provider, People.Code(1)),
        new TakePreTest(1, 60),
        new CompleteTraining(People.Provider, People.Code(1), 75),
        new IssueCertificate(People.Provider, People.Code(1), "SERT/2021-0001"),
        new ReviewCourse(1, 5, "Sangat membantu."),
        new LinkWallet(WalletProvider.Ovo, "081234567890"),
        new CheckWallet(WalletProvider.Ovo, Scenario.Account, People.Siti.Nik, KycVerified: true),
        new AnswerSurvey(1, [1, 2, 3, 4, 5]),
        new ReturnIncentive(WalletProvider.Ovo, 1, new Rupiah(600_000), PayoutFailureCause.MonthlyLimit),
        new FreezeCard("ani", "Dugaan penyalahgunaan."),
        new UnfreezeCard("budi", "Tidak terbukti."),
        new RequestCancellation("ani", "Data palsu."),
        new DecideCancellation("budi", Approve: true),
    ];
}
