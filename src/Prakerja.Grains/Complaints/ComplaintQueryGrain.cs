using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Complaints;

/// <inheritdoc cref="IComplaintQueryGrain"/>
[StatelessWorker]
[GrainType("complaint-desk")]
internal sealed class ComplaintQueryGrain(IKeyReader keys) : Grain, IComplaintQueryGrain
{
    private const int PageMax = 200;

    public async Task<ImmutableArray<ComplaintView>> OfParticipant(string participant)
    {
        var own = await keys.ComplaintsOf(participant);
        return [.. (await Ask(own)).OrderByDescending(complaint => complaint.FiledAt)];
    }

    public async Task<ComplaintPage> GetPage(ComplaintStatus? status, string? after, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageMax);
        var page = await keys.KeysAsync(ComplaintGrain.TypeName, after, limit);
        var complaints = await Ask(page);
        return new ComplaintPage(
            [.. complaints.Where(complaint => status is null || complaint.Status == status)],
            page.Count < limit ? null : page[^1]);
    }

    private async Task<IEnumerable<ComplaintView>> Ask(IEnumerable<string> numbers)
    {
        var answers = await Task.WhenAll(numbers.Select(number =>
            GrainFactory.GetGrain<IComplaintGrain>(number).GetComplaint()));
        return answers.Select(answer => answer.Value).OfType<ComplaintView>();
    }
}

internal static class ComplaintKeys
{
    /// <summary>The numbers of a participant's complaints, of which there are no more than these.</summary>
    public static async Task<IReadOnlyList<string>> ComplaintsOf(this IKeyReader keys, string participant)
    {
        var beginning = ComplaintNumber.BeginningOf(participant);
        var found = await keys.KeysAsync(ComplaintGrain.TypeName, beginning, ComplaintRules.OfParticipantMax);
        return [.. found.TakeWhile(number => number.StartsWith(beginning, StringComparison.Ordinal))];
    }
}
