using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// The page that a request asks for: <c>?after=CURSOR&amp;limit=N</c>. A cursor is the <c>next</c> of the previous
/// page; its content has no meaning for clients. Refusals: <c>paging.cursor_invalid</c> and
/// <c>paging.limit_invalid</c>.
/// </summary>
internal sealed class PageRequest : IRequestArgument, IEndpointParameterMetadataProvider
{
    /// <summary>Items on a page when the request has no limit.</summary>
    public const int LimitDefault = 50;

    /// <summary>The largest limit.</summary>
    public const int LimitMax = 200;

    private const int CursorLengthMax = 128;

    private PageRequest(string? after, int limit, Refusal? refusal) =>
        (After, Limit, Refusal) = (after, limit, refusal);

    public Refusal? Refusal { get; private init; }

    /// <summary>The key after which the page begins; null for the first page.</summary>
    public string? After { get; }

    /// <summary>1 to <see cref="LimitMax"/>.</summary>
    public int Limit { get; }

    public static ValueTask<PageRequest> BindAsync(HttpContext context) =>
        ValueTask.FromResult(Read(context.Request.Query));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(PagedMetadata.Instance);

    /// <summary>
    /// Reads the cursor as a number, for lists that are sorted by a number; 0 for the first page. False when the cursor
    /// is not a number.
    /// </summary>
    public bool TryGetNumber(out long number)
    {
        number = 0;
        return After is null || long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>
    /// Creates the page from up to <see cref="Limit"/> + 1 items. The additional item is not on the page; it shows that
    /// there is a next page.
    /// </summary>
    public Page<T> ToPage<T>(IReadOnlyList<T> items, Func<T, string> keyOf) => items.Count <= Limit
        ? Page.Of<T>([.. items], nextKey: null)
        : Page.Of<T>([.. items.Take(Limit)], keyOf(items[Limit - 1]));

    private static PageRequest Read(IQueryCollection query)
    {
        var limit = LimitDefault;
        if (query["limit"] is [var text, ..]
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > LimitMax))
            return new PageRequest(null, LimitDefault, RequestRefusals.BadLimit);
        if (query["after"] is not [{ } cursor, ..]) return new PageRequest(null, limit, null);
        return TryDecodeCursor(cursor, out var after)
            ? new PageRequest(after, limit, null)
            : new PageRequest(null, limit, RequestRefusals.BadCursor);
    }

    private static bool TryDecodeCursor(string cursor, out string after)
    {
        after = "";
        if (cursor.Length is 0 or > CursorLengthMax || !System.Buffers.Text.Base64Url.IsValid(cursor)) return false;
        after = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor));
        // No key contains control characters, and PostgreSQL does not accept NUL in a text.
        return !after.Any(char.IsControl);
    }
}
