using System.Globalization;
using System.Text.Json.Nodes;
using Prakerja.Benchmarks.Stores;
using Prakerja.Grains.Programme;

namespace Prakerja.Benchmarks.Cluster.Scale.Draw;

/// <summary>A roll that is written by SQL: the draw needs no states of participants.</summary>
internal static class DrawnRoll
{
    /// <summary>Applications for each recipient of an earlier wave: 250,000 recipients in 6,000,000.</summary>
    private const int ApplicationsPerRecipient = 24;

    private static readonly byte[] ProvinceCodes =
        [.. Regions.Provinces.Keys.Select(code => code.Value).Order()];

    /// <summary>Quotas of 34 provinces; each third province limits its first tier.</summary>
    public static JsonArray Quotas(int winners) =>
    [
        .. ProvinceCodes.Select((code, i) =>
        {
            var places = (winners / ProvinceCodes.Length) + (i < winners % ProvinceCodes.Length ? 1 : 0);
            var quota = new JsonObject
            {
                ["province"] = code.ToString(CultureInfo.InvariantCulture),
                ["places"] = places,
            };
            if (i % 3 == 0) quota["tierPlaces"] = new JsonObject { ["1"] = places * 2 / 5 };
            return quota;
        }),
    ];

    /// <summary>
    /// Replaces the roll: households of 1 to 6, three tiers, 2 % failed tests, 1 % on exclusion lists, and earlier
    /// recipients, of which every tenth shares the household with a second one.
    /// </summary>
    public static Task WriteAsync(PostgresStore store, int wave, int applications, DateTimeOffset appliedAt) =>
        store.RunAsync(string.Create(CultureInfo.InvariantCulture, $"""
            TRUNCATE roll_entry, claim;
            ALTER TABLE roll_entry DROP CONSTRAINT roll_entry_pkey;
            DROP INDEX roll_entry_by_partition;
            -- 21 applications are six households, of 1 to 6 members.
            INSERT INTO roll_entry (wave, participant, partition, household, province, tier, set_aside, applied_at)
            SELECT {wave}, md5('participant ' || n)::uuid, h % 16, md5('household ' || h)::uuid,
                   (ARRAY[{string.Join(',', ProvinceCodes)}])[1 + (hashint4(h) & 1023) % {ProvinceCodes.Length}],
                   1 + (hashint4(n) & 1023) % 3, CASE WHEN (hashint4(-n) & 1023) % 50 = 0 THEN 6 END,
                   {appliedAt.ToUnixTimeMilliseconds()}
            FROM generate_series(0, {applications - 1}) AS s (n),
                 LATERAL (SELECT n / 21 * 6
                     + (ARRAY[0,1,1,2,2,2,3,3,3,3,4,4,4,4,4,5,5,5,5,5,5])[1 + n % 21]) AS r (h);
            ALTER TABLE roll_entry ADD PRIMARY KEY (wave, participant);
            CREATE INDEX roll_entry_by_partition ON roll_entry (wave, partition);
            INSERT INTO claim (value, kind, slot, holder_type, holder_key)
            SELECT md5('household ' || i * 6 + 3)::uuid, {(int)ClaimKind.HouseholdSlot}, s,
                   'participant', 'p-' || i || s
            FROM generate_series(0, {applications / ApplicationsPerRecipient - 1}) AS r (i),
                 generate_series(1, 2) AS slots (s)
            WHERE s = 1 OR i % 10 = 0;
            INSERT INTO claim (value, kind, slot, holder_type, holder_key)
            SELECT md5('participant ' || n)::uuid, {(int)ClaimKind.ExcludedCivilServant}, 0, 'exclusions', 'list'
            FROM generate_series(0, {applications - 1}, 100) AS s (n);
            """));
}
