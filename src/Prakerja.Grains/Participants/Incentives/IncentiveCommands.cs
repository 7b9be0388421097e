using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Commands about the wallet, surveys and returned payouts (I1, I2).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>Links the account that receives the incentives (I1).</summary>
    [GenerateSerializer, Immutable, Alias("link-wallet")]
    public sealed record LinkWallet([property: Id(0)] WalletProvider Provider, [property: Id(1)] string Account)
        : ParticipantCommand
    {
        public override string ToString() => nameof(LinkWallet);
    }

    /// <summary>
    /// Reports the payment partner's check of an account (I1). Another account may have been linked since.
    /// </summary>
    [GenerateSerializer, Immutable, Alias("check-wallet")]
    public sealed record CheckWallet(
        [property: Id(0)] WalletProvider Provider,
        [property: Id(1)] string Account,
        [property: Id(2)] Nik Nik,
        [property: Id(3)] bool KycVerified) : ParticipantCommand
    {
        public override string ToString() => nameof(CheckWallet);
    }

    /// <summary>Answers a survey (I1). <paramref name="Survey"/> counts from 1; each answer is from 1 to 5.</summary>
    [GenerateSerializer, Immutable, Alias("answer-survey")]
    public sealed record AnswerSurvey([property: Id(0)] int Survey, [property: Id(1)] ImmutableArray<int> Answers)
        : ParticipantCommand;

    /// <summary>Reports that the payment partner could not pay (I2). <paramref name="Payout"/> counts from 1.</summary>
    [GenerateSerializer, Immutable, Alias("return-incentive")]
    public sealed record ReturnIncentive(
        [property: Id(0)] WalletProvider Provider,
        [property: Id(1)] int Payout,
        [property: Id(2)] Rupiah Amount,
        [property: Id(3)] PayoutFailureCause Cause) : ParticipantCommand;
}
