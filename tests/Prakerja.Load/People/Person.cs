namespace Prakerja.Load.People;

/// <summary>
/// Somebody of the run, whole before anything is sent. All of it follows from seed and index.
/// </summary>
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

    public required Standing Standing { get; init; }

    /// <summary>
    /// On which list, when <see cref="Standing"/> is <see cref="Standing.OnExclusionList"/>.
    /// </summary>
    public required string? ExclusionList { get; init; }

    public required Fate Fate { get; init; }

    /// <summary>E3: who is furloughed or owns an affected small business is drawn first.</summary>
    public int Tier => Employment is "furloughed" or "affectedMicroOrSmallBusiness" ? 1 : 2;

    /// <summary>Whether the draw may choose this person at all.</summary>
    public bool CanBeDrawn => Standing is Standing.Eligible;

    /// <summary>E1, E2, A1: never a recipient, in whatever wave.</summary>
    public bool IsExcluded => Standing is not (Standing.Eligible or Standing.TooLate);
}

/// <summary>How a person stands to the programme's conditions.</summary>
internal enum Standing
{
    Eligible,

    /// <summary>E2, known from a list; the draw must say so.</summary>
    OnExclusionList,

    /// <summary>E2, declared by the person.</summary>
    ProhibitedOccupation,

    /// <summary>A1: hands in wrong answers on purpose.</summary>
    FailsTest,

    /// <summary>E1.</summary>
    TooYoung,

    /// <summary>E1.</summary>
    InFormalEducation,

    /// <summary>A3: comes a moment after closing.</summary>
    TooLate,
}

/// <summary>What a person does with a card, should the draw give one.</summary>
internal enum Fate
{
    /// <summary>Buys, and goes as far as <see cref="Choices"/> says.</summary>
    Learns,

    /// <summary>Watches the videos and never buys: lapses after 30 days.</summary>
    NeverBuys,

    /// <summary>Never finishes the videos: lapses too, without ever having seen the number.</summary>
    NeverWatches,

    /// <summary>Buys, cancels within the week and leaves it there: lapses.</summary>
    BuysAndRegrets,

    /// <summary>Frozen by management before buying, freed later, then buys.</summary>
    FrozenAndFreed,

    /// <summary>Cancelled by two people of management before anything was bought.</summary>
    CancelledUnspent,

    /// <summary>Cancelled by two people of management after a course was bought and redeemed.</summary>
    CancelledInTraining,

    /// <summary>Frozen after the training, so that incentives wait.</summary>
    FrozenInTraining,
}
