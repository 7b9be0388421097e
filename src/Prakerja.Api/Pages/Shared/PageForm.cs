using System.Security.Cryptography;
using System.Text;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Persistence;

namespace Prakerja.Api.Pages;

/// <summary>The names of the hidden fields of a form, and the idempotency key of a sent form.</summary>
internal static class PageForm
{
    /// <summary>The antiforgery token.</summary>
    public const string TokenField = "token";

    /// <summary>The idempotency key. A form that is sent twice has the same key, so it is done once.</summary>
    public const string KeyField = "kunci";

    public static string NewKey() => Guid.NewGuid().ToString("N");

    /// <summary>The key of a sent form with a hash of its fields; null when the form has no valid key.</summary>
    public static RequestId? RequestIdOf(HttpRequest request)
    {
        var key = request.Form[KeyField].ToString();
        return IdempotencyKey.IsValid(key) ? new RequestId(key, HashOf(request)) : null;
    }

    /// <summary>True when the browser says that the form comes from a page of this host.</summary>
    public static bool IsFromThisHost(HttpRequest request) =>
        request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}";

    // Each rendering of a form has another antiforgery token, so the token is left out.
    private static string HashOf(HttpRequest request)
    {
        var text = new StringBuilder(request.Path.Value);
        foreach (var (name, values) in request.Form.Where(field => field.Key != TokenField)
            .OrderBy(field => field.Key, StringComparer.Ordinal))
            text.Append('\n').Append(name).Append('=').AppendJoin('\0', values.ToArray());
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return System.Buffers.Text.Base64Url.EncodeToString(digest.AsSpan(0, 16));
    }
}
