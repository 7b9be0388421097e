using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Complaints;

/// <inheritdoc cref="IComplaintQueryGrain"/>
[StatelessWorker]
[GrainType("complaint-desk")]
internal sealed class ComplaintQueryGrain(IGrainKeyReader keys) : Grain, IComplaintQueryGrain
{
    private const int PageMax = 200;

    public async Task<ImmutableArray<ComplaintView>> OfParticipant(string participant)
    {
        var own = await keys.ComplaintsOf(participant);
        return [.. (await ReadAll(own)).OrderByDescending(complaint => complaint.FiledAt)];
    }

    public async Task<ComplaintPage> GetPage(ComplaintStatus? status, string? after, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        var page = await keys.ReadKeysAsync(ComplaintGrain.TypeName, after, limit);
        var complaints = await ReadAll(page);
        return new ComplaintPage(
            [.. complaints.Where(complaint => status is null || complaint.Status == status)],
            page.Count < limit ? null : page[^1]);
    }

    private async Task<IEnumerable<ComplaintView>> ReadAll(IEnumerable<string> numbers)
    {
        var answers = await Task.WhenAll(numbers.Select(number =>
            GrainFactory.GetGrain<IComplaintGrain>(number).GetComplaint()));
        return answers.Select(answer => answer.Value).OfType<ComplaintView>();
    }
}
