using System.Globalization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>What must hold for the records of a published roll (docs/draw.md, check 3).</summary>
internal static class DrawRollRules
{
    /// <summary>Adds the next record after checking it alone and against the one before it.</summary>
    /// <exception cref="DrawFileDifferenceException">The record breaks a rule.</exception>
    public static void Add(DrawRoll roll, in DrawRecord record, int recipientsPerHousehold)
    {
        var number = roll.Count + 1;
        if (roll.Count > 0 && record.Pseudonym <= roll[roll.Count - 1].Pseudonym)
            throw new DrawFileDifferenceException(
                string.Create(CultureInfo.InvariantCulture, $"record {number}, pseudonym"),
                $"more than {ToHex(roll[roll.Count - 1].Pseudonym)}",
                ToHex(record.Pseudonym));
        if (record.Reason is NotSelectedReason.HouseholdFull or > NotSelectedReason.TestFailed)
            throw Differ(record, number, "reason", "0, 2, 3, 4, 5 or 6", (byte)record.Reason);
        if (record.Province is < ProvinceCode.Min or > ProvinceCode.Max)
            throw Differ(record, number, "province", "a number from 11 to 99", record.Province);
        if (record.Tier == 0)
            throw Differ(record, number, "tier", "a number from 1 to 255", record.Tier);
        if (record.Room > recipientsPerHousehold)
            throw Differ(record, number, "room", $"at most {recipientsPerHousehold}", record.Room);
        roll.Add(record);
    }

    /// <summary>Checks that the room is equal in each household.</summary>
    /// <exception cref="DrawFileDifferenceException">
    /// The first record in the roll whose room differs from the first record of its household.
    /// </exception>
    public static void CheckRooms(DrawRoll roll)
    {
        // Sorting needs a third of the memory of a dictionary of six million households.
        var (keys, records) = (new ulong[roll.Count], new int[roll.Count]);
        for (var i = 0; i < keys.Length; i++) (keys[i], records[i]) = (roll[i].Household.High, i);
        Array.Sort(keys, records);
        DrawOrder.SortEqualKeys(keys, records, (left, right) =>
            roll[left].Household.Low.CompareTo(roll[right].Household.Low) is var low && low != 0
                ? low
                : left.CompareTo(right));
        var (first, found, expected) = (0, int.MaxValue, 0);
        for (var i = 1; i < records.Length; i++)
        {
            ref readonly var record = ref roll[records[i]];
            if (record.Household != roll[records[first]].Household) first = i;
            else if (record.Room != roll[records[first]].Room && records[i] < found)
                (found, expected) = (records[i], roll[records[first]].Room);
        }

        if (found < int.MaxValue)
            throw Differ(roll[found], found + 1, "room", $"{expected} as in its household", roll[found].Room);
    }

    /// <summary>The number of a record, from 1, and its pseudonym.</summary>
    public static string NameOf(in DrawRecord record, int number) => string.Create(
        CultureInfo.InvariantCulture, $"record {number} (pseudonym {ToHex(record.Pseudonym)})");

    public static string ToHex(KeyedHash pseudonym) => Convert.ToHexStringLower(pseudonym.ToBytes());

    private static DrawFileDifferenceException Differ(
        in DrawRecord record, int number, string field, string expected, byte found) =>
        new($"{NameOf(record, number)}, {field}", expected, found.ToString(CultureInfo.InvariantCulture));
}
