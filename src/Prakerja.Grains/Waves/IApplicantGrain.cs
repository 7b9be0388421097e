using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>What a wave needs of those who applied; the participant is one.</summary>
[Alias("IApplicantGrain")]
[GrainInterfaceType("IApplicantGrain")]
public interface IApplicantGrain : IGrainWithStringKey
{
    /// <summary>
    /// The draw selected this applicant. Repeatable. Refusals that stay: <see cref="AwardRefusals"/>; any other means
    /// "not now".
    /// </summary>
    [Alias("Award")]
    Task<Answer<Done>> Award(int wave);
}

/// <summary>Why a winner cannot have the card any more (E4). The codes are public and never change.</summary>
public static class AwardRefusals
{
    public static Refusal NotApplied { get; } = new("award.not_applied");
    public static Refusal HouseholdFull { get; } = new("award.household_full");
    public static Refusal AlreadyRecipient { get; } = new("award.already_recipient");
}
