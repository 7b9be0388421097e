using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>
/// Whether two states are the same. Records compare everything but the contents of arrays, so these are compared here;
/// an array that is forgotten here makes equal states different, which no test would pass.
/// </summary>
internal static class States
{
    public static bool AreSame(ParticipantState left, ParticipantState right) =>
        left.Past.SequenceEqual(right.Past)
        && left.Purchases.SequenceEqual(right.Purchases)
        && left.Answered.Select(Text).SequenceEqual(right.Answered.Select(Text))
        && AreSame(left.Videos, right.Videos)
        && AreSame(left.Incentives, right.Incentives)
        && WithoutArrays(left) == WithoutArrays(right);

    private static bool AreSame(VideoProgress? left, VideoProgress? right) => left is null || right is null
        ? left == right
        : left.WatchedMilliseconds.SequenceEqual(right.WatchedMilliseconds)
            && left with { WatchedMilliseconds = [] } == right with { WatchedMilliseconds = [] };

    private static bool AreSame(IncentivePlan? left, IncentivePlan? right) => left is null || right is null
        ? left == right
        : left.Payouts.SequenceEqual(right.Payouts)
            && left with { Payouts = [] } == right with { Payouts = [] };

    private static ParticipantState WithoutArrays(ParticipantState state) =>
        state with { Past = [], Purchases = [], Answered = [], Videos = null, Incentives = null };

    private static (RequestDigest Key, RequestDigest Hash, string Answer) Text(AnsweredRequest answered) =>
        (answered.Key, answered.RequestHash, Convert.ToHexString(answered.Answer));
}
