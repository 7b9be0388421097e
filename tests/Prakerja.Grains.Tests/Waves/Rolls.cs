using System.Collections.Immutable;
using CsCheck;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Rolls to draw from.</summary>
internal static class Rolls
{
    public static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    public static readonly ProvinceCode Jakarta = new(31);
    public static readonly ProvinceCode JawaBarat = new(32);
    public static readonly ProvinceCode Bali = new(51);

    public static KeyedHash Hash(ulong number) => new(number * 0x9E3779B97F4A7C15, number);

    public static RollRow Row(
        ulong participant,
        ulong? household = null,
        ProvinceCode? province = null,
        byte tier = 2,
        NotSelectedReason? setAside = null,
        ClaimKind? excludedBy = null,
        int earlierRecipients = 0) => new(
            new RollEntry(
                21,
                0,
                Hash(participant),
                Hash(1_000_000 + (household ?? participant)),
                province ?? JawaBarat,
                tier,
                setAside,
                DateTimeOffset.UnixEpoch),
            earlierRecipients,
            excludedBy);

    public static ProvinceQuota Quota(ProvinceCode province, int places, params TierLimit[] tiers) =>
        new(province, places, [.. tiers]);

    public static RollSplit Split(IEnumerable<RollRow> rows) => EarlierDrawRules.SplitRoll(rows, Seed, 2);

    /// <summary>The whole draw over a number of partitions: the winners, and the reasons of all others.</summary>
    public static Result Draw(
        IReadOnlyCollection<RollRow> rows, ImmutableArray<ProvinceQuota> quotas, int partitions = 1)
    {
        var parts = rows.GroupBy(row => row.Entry.Household.Low % (ulong)partitions)
            .Select(part => (Rows: part.ToList(), Split: Split(part))).ToList();
        var cells = EarlierDrawRules.Draw(parts.SelectMany(part => EarlierDrawRules.Cells(part.Split.Eligible, quotas)), quotas);
        var winners = new SortedSet<KeyedHash>();
        var reasons = new SortedDictionary<KeyedHash, NotSelectedReason>();
        foreach (var (part, split) in parts)
        {
            foreach (var entry in split.Eligible)
            {
                if (EarlierDrawRules.IsWinner(cells, entry.Province, entry.Tier, entry.Ticket)) winners.Add(entry.Participant);
                else reasons.Add(entry.Participant, NotSelectedReason.QuotaExhausted);
            }

            foreach (var entry in EarlierDrawRules.CorrectReasons(part, split, cells, 2))
                reasons.Add(entry.Participant, entry.Reason);
        }

        return new Result(winners, reasons, cells);
    }

    /// <summary>Up to 60 applications of crowded households in three provinces.</summary>
    public static Gen<RollRow[]> AnyRoll { get; } =
        (from household in Gen.ULong[1, 20]
         from province in Gen.OneOf(Jakarta, JawaBarat, Bali)
         from tier in Gen.Byte[1, 2]
         from trouble in Gen.Int[0, 19]
         from earlier in Gen.Frequency((6, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(2)), (1, Gen.Const(3)))
         select Row(
             0,
             household,
             province,
             tier,
             trouble == 0 ? NotSelectedReason.TestFailed : null,
             trouble switch
             {
                 1 => ClaimKind.ExcludedPolice,
                 2 => ClaimKind.ExcludedWelfareRecipient,
                 3 => ClaimKind.ExcludedIdentityMismatch,
                 _ => null,
             },
             earlier)).Array[0, 60].Select(rows => Numbered(rows));

    public static Gen<ImmutableArray<ProvinceQuota>> AnyQuotas { get; } =
        from jakarta in Gen.Int[0, 6]
        from jawaBarat in Gen.Int[0, 12]
        from first in Gen.Int[0, 8]
        from last in Gen.Int[0, 8]
        select ImmutableArray.Create(
            Quota(Jakarta, jakarta),
            Quota(JawaBarat, jawaBarat, new TierLimit(1, first), new TierLimit(2, last))); // Bali has none

    // Every row of a household has the same number of earlier recipients.
    private static RollRow[] Numbered(RollRow[] rows)
    {
        var earlier = rows.GroupBy(row => row.Entry.Household)
            .ToDictionary(group => group.Key, group => group.First().EarlierRecipients);
        return
        [
            .. rows.Select((row, i) => row with
            {
                Entry = row.Entry with { Participant = Hash((ulong)i + 1) },
                EarlierRecipients = earlier[row.Entry.Household],
            }),
        ];
    }

    internal sealed record Result(
        SortedSet<KeyedHash> Winners,
        SortedDictionary<KeyedHash, NotSelectedReason> Reasons,
        ImmutableArray<DrawCell> Cells)
    {
        public string Text =>
            $"{string.Join(' ', Winners)} | {string.Join(' ', Reasons)} | {string.Join(' ', Cells)}";
    }
}
