using Orleans.Concurrency;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Complaints;

/// <summary>
/// One complaint of one participant (C1). Key: <see cref="ComplaintNumber"/>. Refusals:
/// <see cref="ComplaintRefusals"/>.
/// </summary>
[Alias("IComplaintGrain")]
[GrainInterfaceType("IComplaintGrain")]
public interface IComplaintGrain : IDeadlineTarget
{
    /// <summary>
    /// Files the complaint for its participant. The grain's key is made from the request, so a retry calls the same
    /// grain.
    /// </summary>
    [Alias("File")]
    Task<Answer<ComplaintView>> File(ComplaintCategory category, FreeText text, RequestId request);

    /// <summary>
    /// Adds an answer of management, and closes the complaint when asked to. A repeat of the same answer changes
    /// nothing.
    /// </summary>
    /// <param name="by">The name of the management key.</param>
    [Alias("Answer")]
    Task<Answer<ComplaintView>> Answer(string by, FreeText text, bool close);

    /// <summary>
    /// Reopens the complaint when the participant does not accept the answer; a new deadline applies.
    /// </summary>
    [Alias("Reopen")]
    Task<Answer<ComplaintView>> Reopen(FreeText text);

    /// <summary>Withdraws the complaint; the participant needs no answer.</summary>
    [Alias("Withdraw")]
    Task<Answer<ComplaintView>> Withdraw();

    /// <summary>The complaint as of now.</summary>
    [AlwaysInterleave, Alias("GetComplaint")]
    Task<Answer<ComplaintView>> GetComplaint();
}
