using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Prakerja.Grains.Complaints;

/// <summary>
/// Finds complaints. It has no state, so every silo may have several activations. Key: <see cref="Key"/>.
/// </summary>
[Alias("IComplaintDeskGrain")]
[GrainInterfaceType("IComplaintDeskGrain")]
public interface IComplaintQueryGrain : IGrainWithStringKey
{
    /// <summary>The only key of this grain.</summary>
    const string Key = "q-complaints";

    /// <summary>The complaints of a participant, newest first, at most 100.</summary>
    [AlwaysInterleave, Alias("OfParticipant")]
    Task<ImmutableArray<ComplaintView>> OfParticipant(string participant);

    /// <summary>
    /// One page of all complaints, in the order of their numbers. A page reads <paramref name="limit"/> complaints and
    /// then filters by status, so it can be short or empty although more pages follow.
    /// </summary>
    /// <param name="status">Only complaints of this status; null = all.</param>
    /// <param name="after"><see cref="ComplaintPage.Next"/> of the previous page; null = the first page.</param>
    /// <param name="limit">1 to 200.</param>
    [AlwaysInterleave, Alias("GetPage")]
    Task<ComplaintPage> GetPage(ComplaintStatus? status, string? after, int limit);
}
