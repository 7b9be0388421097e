using System.Collections.Immutable;
using System.Text;

namespace Prakerja.Api.Http;

/// <summary>
/// One page of a list. <paramref name="Next"/> is the cursor of the next page, null on the last page.
/// </summary>
internal sealed record Page<T>(ImmutableArray<T> Items, string? Next);

/// <summary>Creates pages, and encodes their cursors.</summary>
internal static class Page
{
    /// <summary>Creates a page whose last key is known.</summary>
    /// <param name="items">The items of the page.</param>
    /// <param name="nextKey">The key after which the next page begins; null on the last page.</param>
    public static Page<T> Of<T>(ImmutableArray<T> items, string? nextKey) =>
        new(items, nextKey is null ? null : EncodeCursor(nextKey));

    private static string EncodeCursor(string key) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));
}
