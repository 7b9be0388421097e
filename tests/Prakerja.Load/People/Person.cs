namespace Prakerja.Load.People;

/// <summary>One generated person. All values follow from the seed and the index.</summary>
internal sealed record Person
{
    public required int Index { get; init; }

    public required int Household { get; init; }

    public required string Nik { get; init; }

    public required string FamilyCardNumber { get; init; }

    public required string Name { get; init; }

    public required DateOnly BirthDate { get; init; }

    public required string Sex { get; init; }

    public required string MothersName { get; init; }

    public required string Email { get; init; }

    public required string Phone { get; init; }

    public required string Province { get; init; }

    public required string Employment { get; init; }

    public required EligibilityCase Eligibility { get; init; }

    /// <summary>
    /// The exclusion list of the person when <see cref="Eligibility"/> is <see
    /// cref="EligibilityCase.OnExclusionList"/>.
    /// </summary>
    public required string? ExclusionList { get; init; }

    public required CardPlan CardPlan { get; init; }

    /// <summary>E3: furloughed workers and owners of affected small businesses have priority.</summary>
    public int Tier => Employment is "furloughed" or "affectedMicroOrSmallBusiness" ? 1 : 2;

    /// <summary>True when the draw may select this person.</summary>
    public bool CanBeDrawn => Eligibility is EligibilityCase.Eligible;

    /// <summary>E1, E2, A1: never a recipient of any wave.</summary>
    public bool IsExcluded => Eligibility is not (EligibilityCase.Eligible or EligibilityCase.TooLate);
}

/// <summary>Whether a person meets the conditions of the programme, and the reason when not.</summary>
internal enum EligibilityCase
{
    Eligible,

    /// <summary>E2, on an exclusion list; the draw must find it.</summary>
    OnExclusionList,

    /// <summary>E2, declared by the person.</summary>
    ProhibitedOccupation,

    /// <summary>A1: submits wrong answers on purpose.</summary>
    FailsTest,

    /// <summary>E1.</summary>
    TooYoung,

    /// <summary>E1.</summary>
    InFormalEducation,

    /// <summary>A3: tries to join a moment after closing.</summary>
    TooLate,
}

/// <summary>What a person does with a card after the draw.</summary>
internal enum CardPlan
{
    /// <summary>Buys a course and continues as far as <see cref="Choices"/> decides.</summary>
    Learns,

    /// <summary>Watches the videos and never buys: the card lapses after 30 days.</summary>
    NeverBuys,

    /// <summary>Never finishes the videos and never sees the card number: the card lapses.</summary>
    NeverWatches,

    /// <summary>Buys, cancels within a week and buys nothing else: the card lapses.</summary>
    BuysAndCancels,

    /// <summary>Management freezes the card before a purchase and unfreezes it later; then the person buys.</summary>
    FrozenAndUnfrozen,

    /// <summary>Two people of management cancel the card before a purchase.</summary>
    CancelledUnspent,

    /// <summary>Two people of management cancel the card after a course was bought and redeemed.</summary>
    CancelledInTraining,

    /// <summary>Management freezes the card after the training, so that incentives wait.</summary>
    FrozenInTraining,
}
