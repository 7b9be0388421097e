using Prakerja.Grains.Programme;

namespace Prakerja.Grains.SignUps;

/// <summary>
/// Asks a civil registry whether a NIK belongs to the person who signs up (A6). Without a registry every answer is
/// <see cref="IdentityAnswer.NotAsked"/>.
/// </summary>
public interface IIdentityRegistry
{
    /// <summary>Asks about one person. A registry that fails or is slow is an answer, not an exception.</summary>
    Task<IdentityAnswer> CheckAsync(IdentityQuestion question, CancellationToken cancelled);
}

/// <summary>What the registry compares.</summary>
public sealed record IdentityQuestion(Nik Nik, string Name, DateOnly BirthDate, FamilyCardNumber FamilyCard)
{
    // The default ToString of a record would print personal data.
    public override string ToString() => nameof(IdentityQuestion);
}

/// <summary>The answer of a civil registry.</summary>
public enum IdentityAnswer
{
    /// <summary>No registry is configured: the person stays unconfirmed.</summary>
    NotAsked,

    /// <summary>The registry has this NIK with the same data.</summary>
    Match,

    /// <summary>The registry does not have this NIK, or has it with other data.</summary>
    Mismatch,

    /// <summary>The registry gave no answer in time, or one that cannot be read.</summary>
    Unavailable,
}
