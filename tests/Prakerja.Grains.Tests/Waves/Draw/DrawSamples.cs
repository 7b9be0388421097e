using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using static Prakerja.Grains.Tests.Waves.DrawRecordBuilder;

namespace Prakerja.Grains.Tests.Waves;

/// <summary>Waves whose files the verifiers check.</summary>
internal static class DrawSamples
{
    public static readonly ImmutableArray<ProvinceQuota> Quotas =
        [Quota(Jakarta, 6), Quota(JawaBarat, 12, new TierLimit(1, 4), new TierLimit(3, 2))];

    /// <summary>Every kind of source of a seed.</summary>
    public static readonly ImmutableArray<DrawSource> Sources =
    [
        new(),
        new() { Beacon = DrawBeaconKind.Typed },
        new() { Beacon = null },
        new() { Witnesses = [] },
        new() { Witnesses = [], Beacon = null },
        new() { IsPlanned = true },
        new() { IsPlanned = true, Witnesses = [], Beacon = null },
        new() { IfMissing = MissingSecretRule.DrawWithout },
        new() { IfMissing = MissingSecretRule.DrawWithout, Missing = ["ombudsman"] },
        new() { IfMissing = MissingSecretRule.DrawWithout, Missing = ["ombudsman", "university \"é\"", "beacon"] },
    ];

    /// <summary>Sixty records with every reason, crowded households, three provinces and three tiers.</summary>
    public static IEnumerable<DrawRecord> RecordsOf(int wave) => Enumerable.Range(1, 60).Select(i =>
    {
        var random = new Random((wave * 1_000) + i);
        var household = (ulong)random.Next(1, 30);
        return new DrawRecord(
            new KeyedHash((ulong)random.NextInt64(), (ulong)random.NextInt64()),
            Pseudonym(household),
            (byte)(household % 3),
            new[] { Jakarta, JawaBarat, Bali }[random.Next(3)],
            (byte)random.Next(1, 4),
            (NotSelectedReason)(random.Next(4) == 0 ? random.Next(2, 7) : 0));
    });

    public static DrawFiles Files(int wave = 0, DrawSource? source = null) => new(RecordsOf(wave), Quotas, source);

    /// <summary>In two rounds, about a third of the winners lose their places.</summary>
    public static RedrawDocument Redraws(DrawFiles files) => files.ToRedraws(2, static (round, record) =>
        (record.Pseudonym.Low + (ulong)round) % 3 != 0 ? null
        : record.Pseudonym.Low % 2 == 0 ? NotSelectedReason.AlreadyRecipient
        : NotSelectedReason.HouseholdFull);

    /// <summary>Copies of a result file, each with one kind of damage to its records.</summary>
    public static IEnumerable<(string Damage, byte[] File)> DamagedRecords(int wave = 0)
    {
        for (var place = 0; place < DrawRecords.Length + DrawRecords.ResultLength; place++)
        {
            var files = Files(wave);
            files.Rows[(place * 7) % files.Rows.Count][place] ^= (byte)(1 + (place % 3));
            yield return ($"byte {place} of a record changed", files.ToResult());
        }

        foreach (var (damage, change) in Changes)
        {
            var files = Files(wave);
            change(files.Rows);
            yield return (damage, files.ToResult());
        }

        var right = Files(wave).ToResult();
        yield return ("last byte cut off", right[..^1]);
        yield return ("cut off within the records", right[..^500]);
        yield return ("a byte too many", [.. right, 0]);
    }

    private static readonly ImmutableArray<(string Damage, Action<List<byte[]>> Change)> Changes =
    [
        ("record missing", rows => rows.RemoveAt(9)),
        ("record added", rows => rows.Insert(9, [.. rows[9][..15], (byte)(rows[9][15] - 1), .. rows[9][16..]])),
        ("record doubled", rows => rows.Insert(9, rows[9])),
        ("record doubled instead of the next", rows => rows[10] = rows[9]),
        ("records out of order", rows => (rows[9], rows[10]) = (rows[10], rows[9])),
        ("unknown reason", rows => rows[5][35] = 1),
        ("unknown reason above", rows => rows[5][35] = 7),
        ("unknown province", rows => rows[5][33] = 10),
        ("unknown province above", rows => rows[5][33] = 100),
        ("tier 0", rows => rows[5][34] = 0),
        ("room above the most", rows => rows[5][32] = 3),
        ("all rooms changed", rows => rows.ForEach(row => row[32] = (byte)(row[0] % 2))),
        ("outcome 200", rows => rows[5][36] = 200),
        ("rank above 2^31", rows => rows[5][37] = 255),
    ];
}
