using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Complaints;

/// <summary>Finds the complaints of a participant in the index of grain keys.</summary>
internal static class ComplaintKeys
{
    /// <summary>
    /// The numbers of a participant's complaints, at most <see cref="ComplaintRules.OfParticipantMax"/>: no participant
    /// can have more.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ComplaintsOf(this IGrainKeyReader keys, string participant)
    {
        var prefix = ComplaintNumber.PrefixOf(participant);
        var found = await keys.ReadKeysAsync(ComplaintGrain.TypeName, prefix, ComplaintRules.OfParticipantMax);
        return [.. found.TakeWhile(number => number.StartsWith(prefix, StringComparison.Ordinal))];
    }
}
