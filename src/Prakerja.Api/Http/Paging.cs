using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// One page of a list; <paramref name="Next"/> is the cursor of the following page, null on the last.
/// </summary>
internal sealed record Page<T>(ImmutableArray<T> Items, string? Next);

/// <summary>
/// Which page is asked for: <c>?after=CURSOR&amp;limit=N</c>. A cursor is what the page before gave as
/// <c>next</c>; what stands in it is the server's own affair.
/// </summary>
internal sealed class PageRequest : IRequestArgument, IEndpointParameterMetadataProvider
{
    /// <summary>Items on a page when none are asked for.</summary>
    public const int LimitDefault = 50;

    /// <summary>Items on a page at most.</summary>
    public const int LimitMax = 200;

    private const int CursorLengthMax = 128;

    private PageRequest(string? after, int limit, Refusal? fault) => (After, Limit, Fault) = (after, limit, fault);

    public Refusal? Fault { get; private init; }

    /// <summary>The key after which the page begins; null for the first page.</summary>
    public string? After { get; }

    /// <summary>1 to <see cref="LimitMax"/>.</summary>
    public int Limit { get; }

    public static ValueTask<PageRequest> BindAsync(HttpContext context) => ValueTask.FromResult(Read(context.Request.Query));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(PagedMetadata.Instance);

    /// <summary>The cursor as a number, for lists in the order of one; 0 on the first page.</summary>
    public bool TryGetNumber(out long number)
    {
        number = 0;
        return After is null || long.TryParse(After, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>
    /// Makes the page from up to <see cref="Limit"/> + 1 items: the one too many only tells that there is a
    /// next page.
    /// </summary>
    public Page<T> Of<T>(IReadOnlyList<T> items, Func<T, string> keyOf)
    {
        if (items.Count <= Limit) return new Page<T>([.. items], null);
        return new Page<T>([.. items.Take(Limit)], Cursor(keyOf(items[Limit - 1])));
    }

    /// <summary>A page whose next key is known already.</summary>
    public static Page<T> Of<T>(ImmutableArray<T> items, string? next) =>
        new(items, next is null ? null : Cursor(next));

    private static string Cursor(string key) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    private static PageRequest Read(IQueryCollection query)
    {
        var limit = LimitDefault;
        if (query["limit"] is [var asked, ..]
            && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                || limit is < 1 or > LimitMax))
            return new PageRequest(null, LimitDefault, RequestRefusals.BadLimit);
        if (query["after"] is not [{ } cursor, ..]) return new PageRequest(null, limit, null);
        return TryRead(cursor, out var after)
            ? new PageRequest(after, limit, null)
            : new PageRequest(null, limit, RequestRefusals.BadCursor);
    }

    private static bool TryRead(string cursor, out string after)
    {
        after = "";
        if (cursor.Length is 0 or > CursorLengthMax || !System.Buffers.Text.Base64Url.IsValid(cursor)) return false;
        after = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor));
        // No key holds one, and PostgreSQL takes no NUL.
        return !after.Any(char.IsControl);
    }
}

/// <summary>Tells the OpenAPI document that an endpoint answers in pages.</summary>
internal sealed class PagedMetadata
{
    public static PagedMetadata Instance { get; } = new();
}
