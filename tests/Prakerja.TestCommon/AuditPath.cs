using System.Security.Cryptography;

namespace Prakerja.TestCommon;

/// <summary>
/// Checks inclusion proofs of sealed rolls as an applicant does: from docs/draw.md and RFC 6962 alone, without code of
/// the product.
/// </summary>
public static class AuditPath
{
    /// <summary>The root that a record and its audit path lead to.</summary>
    /// <param name="index">The place of the record, from 0.</param>
    /// <param name="count">The number of records.</param>
    public static byte[] RootFrom(
        ReadOnlySpan<byte> record, long index, long count, IEnumerable<ReadOnlyMemory<byte>> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var (hash, place, last) = (SHA256.HashData([0, .. record]), index, count - 1);
        foreach (var sibling in path)
        {
            // RFC 9162, section 2.1.3.2: the sibling is on the left for an odd place and for the last of a level.
            if ((place & 1) == 1 || place == last)
            {
                hash = SHA256.HashData([1, .. sibling.Span, .. hash]);
                while ((place & 1) == 0 && place != 0) (place, last) = (place >> 1, last >> 1);
            }
            else
            {
                hash = SHA256.HashData([1, .. hash, .. sibling.Span]);
            }

            (place, last) = (place >> 1, last >> 1);
        }

        return hash;
    }
}
