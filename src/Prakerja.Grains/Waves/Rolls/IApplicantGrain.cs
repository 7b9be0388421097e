using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>The methods that a wave calls on its applicants. The participant grain implements them.</summary>
[Alias("IApplicantGrain")]
[GrainInterfaceType("IApplicantGrain")]
public interface IApplicantGrain : IGrainWithStringKey
{
    /// <summary>
    /// Grants the card with the household's slot that the draw reserved for this applicant. Repeatable. The refusals in
    /// <see cref="AwardRefusals"/> are final; after any other refusal the caller must try again later.
    /// </summary>
    [Alias("AwardSlot")]
    Task<Answer<Done>> AwardSlot(int wave, byte slot);

    /// <summary>
    /// As <see cref="AwardSlot"/>, with the household's first free slot: for nodes of an earlier version. Grants the
    /// card to an applicant that the draw selected. Repeatable. The refusals in <see cref="AwardRefusals"/> are final;
    /// after any other refusal the caller must try again later.
    /// </summary>
    [Alias("Award")]
    Task<Answer<Done>> Award(int wave);
}

/// <summary>
/// The reasons why a winner cannot get the card any more (E4). The codes are public and never change.
/// </summary>
public static class AwardRefusals
{
    /// <summary>The participant has no application in this wave.</summary>
    public static Refusal NotApplied { get; } = new("award.not_applied");

    /// <summary>The household has the highest number of recipients already.</summary>
    public static Refusal HouseholdFull { get; } = new("award.household_full");

    /// <summary>The participant got a card before; a card is granted once in a lifetime.</summary>
    public static Refusal AlreadyRecipient { get; } = new("award.already_recipient");
}
