using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <content>The account for incentives, surveys and returned payments (I1, I2).</content>
public static partial class ParticipantRefusals
{
    public static Refusal WalletInvalid { get; } = new("wallet.account_invalid");
    public static Refusal WalletTaken { get; } = new("wallet.taken");
    public static Refusal WalletUnknown { get; } = new("wallet.unknown");
    public static Refusal NotEntitled { get; } = new("incentive.not_entitled");
    public static Refusal SurveyUnknown { get; } = new("survey.unknown");
    public static Refusal SurveyAnswered { get; } = new("survey.already_answered");
    public static Refusal SurveyAnswersInvalid { get; } = new("survey.answers_invalid");
    public static Refusal PayoutUnknown { get; } = new("incentive.payout_unknown");
    public static Refusal PayoutReturned { get; } = new("incentive.already_returned");
}
