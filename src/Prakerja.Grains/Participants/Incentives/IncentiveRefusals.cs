using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>Refusals about the wallet, surveys and payouts (I1, I2).</content>
public static partial class ParticipantRefusals
{
    /// <summary>The account number is not 6 to 20 digits (I1).</summary>
    public static Refusal WalletInvalid { get; } = new("wallet.account_invalid");

    /// <summary>The account is verified for another participant (I1).</summary>
    public static Refusal WalletTaken { get; } = new("wallet.taken");

    /// <summary>The account is not the one that is linked now (I1).</summary>
    public static Refusal WalletUnknown { get; } = new("wallet.unknown");

    /// <summary>The participant is not entitled to the incentive yet (I1).</summary>
    public static Refusal NotEntitled { get; } = new("incentive.not_entitled");

    /// <summary>There is no survey with this number (I1).</summary>
    public static Refusal SurveyUnknown { get; } = new("survey.unknown");

    /// <summary>The survey is answered already (I1).</summary>
    public static Refusal SurveyAnswered { get; } = new("survey.already_answered");

    /// <summary>The survey needs one answer from 1 to 5 for each question (I1).</summary>
    public static Refusal SurveyAnswersInvalid { get; } = new("survey.answers_invalid");

    /// <summary>There is no such payout, or its amount or partner is different (I2).</summary>
    public static Refusal PayoutUnknown { get; } = new("incentive.payout_unknown");

    /// <summary>The payout was returned already (I2).</summary>
    public static Refusal PayoutReturned { get; } = new("incentive.already_returned");
}
