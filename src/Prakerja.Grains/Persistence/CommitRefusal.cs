using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>A commit that was not written.</summary>
/// <param name="Status">Why.</param>
/// <param name="Taken">With <see cref="CommitStatus.ClaimTaken"/>: the claim that another grain holds.</param>
public readonly record struct CommitRefusal(CommitStatus Status, Claim Taken)
{
    /// <summary>
    /// The refusal for a reason that is the same for all grains. What a taken claim means, only its grain knows.
    /// </summary>
    public Refusal ToRefusal() => Status switch
    {
        CommitStatus.Busy => SystemRefusals.Busy,
        CommitStatus.VersionConflict => SystemRefusals.Conflict,
        CommitStatus.Unavailable => SystemRefusals.StoreUnavailable,
        _ => throw new InvalidOperationException($"Only the grain knows what {Status} means to its caller."),
    };
}
