using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>
/// True when two states are equal. Records do not compare the contents of arrays, so they are compared here. An array
/// that is missing here makes equal states different, so tests fail.
/// </summary>
internal static class States
{
    public static bool AreSame(ParticipantState left, ParticipantState right) =>
        left.Past.SequenceEqual(right.Past)
        && left.Purchases.SequenceEqual(right.Purchases)
        && left.Answered.Select(Text).SequenceEqual(right.Answered.Select(Text))
        && left.AnsweredOthers.IsDefault == right.AnsweredOthers.IsDefault
        && (left.AnsweredOthers.IsDefault
            || left.AnsweredOthers.Select(Text).SequenceEqual(right.AnsweredOthers.Select(Text)))
        && AreSame(left.Sessions, right.Sessions)
        && AreSame(left.Videos, right.Videos)
        && AreSame(left.Incentives, right.Incentives)
        && WithoutArrays(left) == WithoutArrays(right);

    private static bool AreSame(ParticipantSessions? left, ParticipantSessions? right) => left is null || right is null
        ? left == right
        : left.Devices.SequenceEqual(right.Devices)
            && left with { Devices = [] } == right with { Devices = [] };

    private static bool AreSame(VideoProgress? left, VideoProgress? right) => left is null || right is null
        ? left == right
        : left.WatchedMilliseconds.SequenceEqual(right.WatchedMilliseconds)
            && left with { WatchedMilliseconds = [] } == right with { WatchedMilliseconds = [] };

    private static bool AreSame(IncentivePlan? left, IncentivePlan? right) => left is null || right is null
        ? left == right
        : left.Payouts.SequenceEqual(right.Payouts)
            && left with { Payouts = [] } == right with { Payouts = [] };

    private static ParticipantState WithoutArrays(ParticipantState state) =>
        state with
        {
            Past = [],
            Purchases = [],
            Answered = [],
            AnsweredOthers = default,
            Sessions = null,
            Videos = null,
            Incentives = null,
        };

    private static (RequestDigest Key, RequestDigest Hash, string Answer) Text(AnsweredRequest answered) =>
        (answered.Key, answered.RequestHash, Convert.ToHexString(answered.Answer));
}
