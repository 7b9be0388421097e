using System.Buffers.Binary;
using System.Globalization;
using Npgsql;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.CommitLog.Postgres;

/// <summary>
/// Reads a whole roll by COPY in binary form, and parses the bytes itself: no object and no wait for each row.
/// </summary>
internal static class RollCopy
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>The signature of the format, its flags and the length of an extension, which is empty.</summary>
    private const int HeaderBytes = 19;

    /// <summary>More than the bytes of any row: seven fields of at most 16 bytes, each with its length.</summary>
    private const int LongestRowBytes = 160;

    private const short EndOfRows = -1;

    private static readonly int ReadTimeoutMilliseconds = (int)TimeSpan.FromMinutes(5).TotalMilliseconds;

    /// <summary>
    /// The facts are grouped once and joined. Each group reads only a partial index (0004), so other claims cost
    /// nothing. Measured with 1,000,000 entries, 250,000 slots, 300,000 exclusions and 10,000,000 other claims: 1.2 s;
    /// 2.3 s without the indexes, which grows with the claims; 6.1 s with a search for each entry.
    /// </summary>
    public static string Query(int wave) => string.Create(CultureInfo.InvariantCulture, $"""
        COPY (
            SELECT r.participant, r.household, r.province, r.tier, r.set_aside, coalesce(h.slots, 0), x.kind
            FROM roll_entry r
                     LEFT JOIN (SELECT value, count(*)::int AS slots FROM claim
                                WHERE kind = {StoredClaimKinds.HouseholdSlot} GROUP BY value) AS h
                               ON h.value = r.household
                     LEFT JOIN (SELECT value, min(kind) AS kind FROM claim
                                WHERE kind BETWEEN {StoredClaimKinds.FirstExclusion}
                                          AND {StoredClaimKinds.LastExclusion} GROUP BY value) AS x
                               ON x.value = r.participant
            WHERE r.wave = {wave}
        ) TO STDOUT (FORMAT BINARY)
        """);

    public static async Task ReadAsync(
        NpgsqlConnection connection, int wave, Action<Applicant> add, CancellationToken cancelled)
    {
        // The only query that reads most of a table.
        await using var transaction = await connection.BeginTransactionAsync(cancelled);
        await using (var settings = new NpgsqlCommand("SET LOCAL enable_seqscan = on", connection))
            await settings.ExecuteNonQueryAsync(cancelled);
        await using var copy = await connection.BeginRawBinaryCopyAsync(Query(wave), cancelled);
        copy.ReadTimeout = ReadTimeoutMilliseconds;
        var buffer = new byte[BufferBytes];
        var (start, end) = (0, 0);
        var isHeaderRead = false;
        while (true)
        {
            var read = await copy.ReadAsync(buffer.AsMemory(end), cancelled);
            end += read;
            if (!isHeaderRead && end - start >= HeaderBytes) (start, isHeaderRead) = (HeaderBytes, true);
            // At the end of the stream the rest is whole.
            while (isHeaderRead && end - start >= (read == 0 ? sizeof(short) : LongestRowBytes))
            {
                var row = new Row(buffer.AsSpan(start, end - start));
                if (row.Fields == EndOfRows) return;
                add(row.Applicant(out var length));
                start += length;
            }

            if (read == 0) return;
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
    }

    private readonly ref struct Row(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> bytes = bytes;

        public short Fields => BinaryPrimitives.ReadInt16BigEndian(bytes);

        public Applicant Applicant(out int length)
        {
            var at = sizeof(short);
            var participant = KeyedHash.FromBytes(Next(ref at));
            var household = KeyedHash.FromBytes(Next(ref at));
            var province = new ProvinceCode((byte)Short(Next(ref at)));
            var tier = (byte)Short(Next(ref at));
            var setAside = Next(ref at);
            var slots = BinaryPrimitives.ReadInt32BigEndian(Next(ref at));
            var excludedBy = Next(ref at);
            length = at;
            return new Applicant(
                participant, household, province, tier,
                setAside.IsEmpty ? null : (NotSelectedReason)Short(setAside),
                slots,
                excludedBy.IsEmpty ? null : (ClaimKind)Short(excludedBy));
        }

        private static short Short(ReadOnlySpan<byte> field) => BinaryPrimitives.ReadInt16BigEndian(field);

        /// <summary>The next field; empty when it is null.</summary>
        private ReadOnlySpan<byte> Next(ref int at)
        {
            var length = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes[at..]));
            var field = bytes.Slice(at + sizeof(int), length);
            at += sizeof(int) + length;
            return field;
        }
    }
}
