using System.Collections.Immutable;
using CsCheck;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Records of sealed rolls and quotas, made by hand or at random.</summary>
internal static class DrawRecordBuilder
{
    public const byte Jakarta = 31;
    public const byte JawaBarat = 32;
    public const byte Bali = 51;

    public const int RecipientsPerHousehold = 2;

    public static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 7))];

    public static DrawRecord Record(
        ulong number,
        ulong? household = null,
        byte room = 2,
        byte province = JawaBarat,
        byte tier = 1,
        NotSelectedReason reason = 0) =>
        new(Pseudonym(number), Pseudonym(1_000_000 + (household ?? number)), room, province, tier, reason);

    public static KeyedHash Pseudonym(ulong number) => new(number * 0x9E37_79B9_7F4A_7C15, number);

    public static ProvinceQuota Quota(byte province, int places, params TierLimit[] tiers) =>
        new(new ProvinceCode(province), places, [.. tiers]);

    public static DrawRoll Roll(IEnumerable<DrawRecord> records)
    {
        var roll = new DrawRoll();
        foreach (var record in records.OrderBy(record => record.Pseudonym)) roll.Add(record);
        return roll;
    }

    public static DrawResult Draw(IEnumerable<DrawRecord> records, params ImmutableArray<ProvinceQuota> quotas)
    {
        var roll = Roll(records);
        return DrawRules.Draw(roll, DrawOrder.Of(roll, Seed), quotas);
    }

    /// <summary>The records selected in the last of some rounds, in order, as places in the roll.</summary>
    public static ImmutableArray<int> RedrawLast(
        DrawRoll roll,
        DrawOrder order,
        ImmutableArray<ProvinceQuota> quotas,
        DrawResult draw,
        IEnumerable<IReadOnlyList<NotTakenPlace>> rounds)
    {
        var selection = new RedrawSelection(roll, order, quotas, draw);
        ImmutableArray<int> selected = [];
        foreach (var round in rounds) selected = selection.Redraw(round);
        return selected;
    }

    /// <summary>Up to 60 applications of crowded households in three provinces and three tiers.</summary>
    public static Gen<DrawRecord[]> AnyRecords { get; } =
        (from household in Gen.ULong[1, 20]
         from province in Gen.OneOf(Gen.Const(Jakarta), Gen.Const(JawaBarat), Gen.Const(Bali))
         from tier in Gen.Byte[1, 3]
         from reason in Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[2, 6]))
         select Record(0, household, RoomOf(household), province, tier, (NotSelectedReason)reason))
        .Array[0, 60].Select(records =>
            (from item in records.Select((record, i) => record with { Pseudonym = Pseudonym((ulong)i + 1) })
             orderby item.Pseudonym
             select item).ToArray());

    /// <summary>Quotas of two provinces; Bali has none.</summary>
    public static Gen<ImmutableArray<ProvinceQuota>> AnyQuotas { get; } =
        from jakarta in Gen.Int[0, 6]
        from jawaBarat in Gen.Int[0, 12]
        from first in Gen.Int[0, 8]
        from last in Gen.Int[0, 8]
        select ImmutableArray.Create(
            Quota(Jakarta, jakarta),
            Quota(JawaBarat, jawaBarat, new TierLimit(1, first), new TierLimit(3, last)));

    // The room is a property of the household.
    private static byte RoomOf(ulong household) => (byte)(household % (RecipientsPerHousehold + 1));
}
