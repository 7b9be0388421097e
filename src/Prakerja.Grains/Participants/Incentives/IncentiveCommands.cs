using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>The account for incentives, surveys and returned payments (I1, I2).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>I1.</summary>
    [GenerateSerializer, Immutable, Alias("link-wallet")]
    public sealed record LinkWallet([property: Id(0)] WalletProvider Provider, [property: Id(1)] string Account)
        : ParticipantCommand
    {
        public override string ToString() => nameof(LinkWallet);
    }

    /// <summary>I1: the payment partner's word on an account, which may not be the linked one any more.</summary>
    [GenerateSerializer, Immutable, Alias("check-wallet")]
    public sealed record CheckWallet(
        [property: Id(0)] WalletProvider Provider,
        [property: Id(1)] string Account,
        [property: Id(2)] Nik Nik,
        [property: Id(3)] bool KycVerified) : ParticipantCommand
    {
        public override string ToString() => nameof(CheckWallet);
    }

    [GenerateSerializer, Immutable, Alias("answer-survey")]
    public sealed record AnswerSurvey([property: Id(0)] int Survey, [property: Id(1)] ImmutableArray<int> Answers)
        : ParticipantCommand;

    /// <summary>I2: the payment partner could not pay.</summary>
    [GenerateSerializer, Immutable, Alias("return-incentive")]
    public sealed record ReturnIncentive(
        [property: Id(0)] WalletProvider Provider,
        [property: Id(1)] int Payout,
        [property: Id(2)] Rupiah Amount,
        [property: Id(3)] PayoutFailureCause Cause) : ParticipantCommand;
}
