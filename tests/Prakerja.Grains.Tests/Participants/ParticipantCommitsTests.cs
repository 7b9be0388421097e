using System.Collections.Immutable;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule E4 and other unique values: the claims and the roll entry of a commit.</summary>
public sealed class ParticipantCommitsTests
{
    private static readonly Commit Empty = new()
    {
        Grain = new GrainKey("participant", "p-1"),
        ExpectedVersion = null,
        State = default,
    };

    [Fact]
    public void A_registration_claims_the_phone_and_not_the_email()
    {
        var commit = Of(Given.ASignUp(), new Register(People.Siti));

        Assert.Equal(
            [new Claim(ClaimKind.Phone, ClaimValues.Phone(People.Identity, People.Siti.Phone))], commit.Claims);
        Assert.Empty(commit.Released);
    }

    [Fact]
    public void Only_a_mailed_code_claims_the_email()
    {
        var email = new Claim(ClaimKind.Email, ClaimValues.Email(People.Identity, "SITI.Aminah@contoh.id"));
        var scenario = Given.AnAccount();
        Assert.Equal([email], Of(scenario, new GiveUpEmail()).Released);

        scenario.Does(new RequestCode(CodePurpose.ConfirmEmail));

        Assert.Equal([email], Of(scenario, new UseCode(CodePurpose.ConfirmEmail, Matches: true)).Claims);
    }

    [Theory]
    [InlineData(Employment.Furloughed, 6, 1, null)]
    [InlineData(Employment.JobSeeker, 5, 2, NotSelectedReason.TestFailed)]
    [InlineData(Employment.Police, 5, 2, NotSelectedReason.ProhibitedOccupation)]
    public void A_join_adds_a_roll_entry_to_the_partition_of_the_household(
        Employment employment, int right, byte tier, NotSelectedReason? reason)
    {
        var scenario = Given.AnAccount(People.Siti with { Employment = employment }).WhoTookTheTest(right)
            .At("2021-09-18 09:00");

        var entry = Of(scenario, new JoinWave(People.Wave(21))).RollEntry;

        Assert.Equal(
            new RollEntry(
                21,
                ApplicationRules.RollPartitionOf(People.Siti.Household, 4),
                ParticipantKey.HashOf(People.Siti.Nik, People.Identity),
                People.Siti.Household,
                new ProvinceCode(32),
                tier,
                reason,
                scenario.Now),
            entry);
    }

    [Fact]
    public void An_award_claims_a_household_slot_and_the_card_number()
    {
        var scenario = Given.AParticipant().WhoJoined(21).At("2021-09-23 10:00");

        var commit = Of(scenario, new GrantCard(21, People.CardNumber, HouseholdSlot: 2));

        Assert.Equal(
            [
                new Claim(ClaimKind.HouseholdSlot, People.Siti.Household, 2),
                new Claim(ClaimKind.CardNumber, ClaimValues.Card(People.Identity, People.CardNumber)),
            ],
            commit.Claims);
    }

    [Fact]
    public void A_lapsed_card_frees_the_household_slot_and_an_expired_or_cancelled_card_keeps_it()
    {
        var lapsed = Given.AHolder().At("2021-10-24");
        Assert.Equal(
            [new Claim(ClaimKind.HouseholdSlot, People.Siti.Household, 1)], Of(lapsed, lapsed.WhenReminded()).Released);

        var expired = Given.AHolder().WhoBought().At("2021-12-16");
        Assert.Empty(Of(expired, expired.WhenReminded()).Released);
        Assert.Empty(Of(
            Given.AHolder().WhoseCancellationIsRequested(
                "ani"), new DecideCancellation("budi", Approve: true)).Released);
    }

    [Fact]
    public void A_redeem_code_and_a_certificate_are_claimed_by_their_first_participant()
    {
        var scenario = Given.AHolder().WithPurchaseCode();
        Assert.Equal(
            [new Claim(ClaimKind.RedeemCode, ClaimValues.RedeemCode(People.Identity, People.Code(1)))],
            Of(scenario, scenario.Buying()).Claims);

        scenario.WhoRedeemed().WhoTookThePreTest().WhoCompleted();
        Assert.Equal(
            [new Claim(ClaimKind.Certificate, ClaimValues.Certificate(People.Identity, "SERT-7"))],
            Of(scenario, new IssueCertificate(People.Provider, People.Code(1), "SERT-7")).Claims);
    }

    [Fact]
    public void A_wallet_account_is_claimed_by_a_successful_check_and_released_when_another_is_linked()
    {
        var other = People.Of("1985-08-17".Date(), Sex.Female).Nik;
        var claim = new Claim(
            ClaimKind.Wallet, ClaimValues.Wallet(People.Identity, WalletProvider.Dana, Scenario.Account));
        var scenario = Given.AHolder();

        AssertChanges(new LinkWallet(WalletProvider.Dana, Scenario.Account), [], []);
        AssertChanges(new CheckWallet(WalletProvider.Dana, Scenario.Account, other, KycVerified: true), [], []);
        AssertChanges(
            new CheckWallet(WalletProvider.Dana, Scenario.Account, People.Siti.Nik, KycVerified: false), [], []);
        AssertChanges(
            new CheckWallet(WalletProvider.Dana, Scenario.Account, People.Siti.Nik, KycVerified: true), [], [claim]);
        AssertChanges(new CheckWallet(WalletProvider.Dana, Scenario.Account, other, KycVerified: true), [claim], []);
        AssertChanges(
            new CheckWallet(WalletProvider.Dana, Scenario.Account, People.Siti.Nik, KycVerified: true), [], [claim]);
        AssertChanges(new LinkWallet(WalletProvider.Bni, Scenario.Account), [claim], []);

        void AssertChanges(ParticipantCommand command, Claim[] released, Claim[] claimed)
        {
            var commit = Of(scenario, command);
            Assert.Equal(released, commit.Released);
            Assert.Equal(claimed, commit.Claims);
        }
    }

    [Fact]
    public void Equal_values_of_different_purposes_have_different_hashes()
    {
        Assert.True(FamilyCardNumber.TryParse("3273012203100007", out var familyCard));
        KeyedHash[] values =
        [
            ClaimValues.Household(People.Identity, familyCard),
            ClaimValues.Certificate(People.Identity, "3273012203100007"),
            ClaimValues.Email(People.Identity, "3273012203100007"),
            ClaimValues.Wallet(People.Identity, WalletProvider.Ovo, "3273012203100007"),
            ClaimValues.Wallet(People.Identity, WalletProvider.Bni, "3273012203100007"),
            ClaimValues.Phone(People.Identity, People.Siti.Phone),
            ClaimValues.Wallet(People.Identity, WalletProvider.Ovo, People.Siti.Phone.Reveal()),
            ClaimValues.Card(People.Identity, People.CardNumber),
            ClaimValues.RedeemCode(People.Identity, People.Code(1)),
            ClaimValues.RedeemCode(People.Identity, People.Code(2)),
        ];

        Assert.Equal(values.Length, values.Distinct().Count());
    }

    [Theory]
    [InlineData(ClaimKind.Email, "sign_up.email_taken")]
    [InlineData(ClaimKind.Phone, "sign_up.phone_taken")]
    [InlineData(ClaimKind.HouseholdSlot, "award.household_full")]
    [InlineData(ClaimKind.CardNumber, "award.card_number_taken")]
    [InlineData(ClaimKind.Wallet, "wallet.taken")]
    [InlineData(ClaimKind.Certificate, "certificate.taken")]
    [InlineData(ClaimKind.RedeemCode, "system.conflict")]
    public void A_taken_claim_gives_a_refusal(ClaimKind kind, string code) => Assert.Equal(
        code,
        ParticipantCommits.RefusalOf(new CommitRefusal(CommitStatus.ClaimTaken, new Claim(kind, default))).Code);

    [Theory]
    [InlineData(CommitStatus.WaveClosed, "join.closed")]
    [InlineData(CommitStatus.Busy, "system.busy")]
    [InlineData(CommitStatus.VersionConflict, "system.conflict")]
    [InlineData(CommitStatus.Unavailable, "system.store_unavailable")]
    public void A_rejected_commit_gives_a_refusal(CommitStatus status, string code) =>
        Assert.Equal(code, ParticipantCommits.RefusalOf(new CommitRefusal(status, default)).Code);

    [Fact]
    public void A_taken_claim_of_another_kind_throws() => Assert.Throws<InvalidOperationException>(() =>
        ParticipantCommits.RefusalOf(
            new CommitRefusal(CommitStatus.ClaimTaken, new Claim(ClaimKind.Complaint, default))));

    private static Commit Of(Scenario scenario) => Of(scenario, [.. scenario.History]);

    private static Commit Of(Scenario scenario, ParticipantCommand command)
    {
        var before = scenario.State;
        var events = scenario.When(command).Events;
        return ParticipantCommits.Complete(Empty, before, scenario.State, events, People.Identity);
    }

    private static Commit Of(Scenario scenario, ImmutableArray<ParticipantEvent> events) =>
        ParticipantCommits.Complete(Empty, scenario.State, scenario.State, events, People.Identity);
}
