using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Prakerja.Api.Auth;

namespace Prakerja.Api.Pages;

/// <summary>
/// Keeps fields that a person has typed in an encrypted cookie for a short time: between the steps of a sign-up or a
/// log-in, and when a session ends in the middle of a form. The server stores nothing of it.
/// </summary>
internal sealed class ProtectedCookies(IDataProtectionProvider protection)
{
    public const string SignUp = "prakerja-daftar";
    public const string LogIn = "prakerja-masuk";
    public const string Interrupted = "prakerja-lanjut";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    // A long text does not fit into one cookie.
    private readonly ChunkingCookieManager cookies = new();

    public ImmutableDictionary<string, string> Read(HttpContext context, string name)
    {
        var text = cookies.GetRequestCookie(context, PageSessionCookies.NameOf(name, context.Request));
        if (string.IsNullOrEmpty(text)) return ImmutableDictionary<string, string>.Empty;
        try
        {
            return JsonSerializer.Deserialize<ImmutableDictionary<string, string>>(ProtectorOf(name).Unprotect(text))!;
        }
        catch (CryptographicException)
        {
            // The cookie is too old, or it was changed: the fields are typed again.
            return ImmutableDictionary<string, string>.Empty;
        }
    }

    public void Write(HttpContext context, string name, IEnumerable<KeyValuePair<string, string>> fields)
    {
        var options = PageSessionCookies.OptionsOf(context.Request);
        options.MaxAge = Lifetime;
        var text = ProtectorOf(name).Protect(JsonSerializer.Serialize(fields.ToImmutableDictionary()), Lifetime);
        cookies.AppendResponseCookie(context, PageSessionCookies.NameOf(name, context.Request), text, options);
    }

    public void Remove(HttpContext context, string name) => cookies.DeleteCookie(
        context,
        PageSessionCookies.NameOf(name, context.Request),
        PageSessionCookies.OptionsOf(context.Request));

    private ITimeLimitedDataProtector ProtectorOf(string name) =>
        protection.CreateProtector("Prakerja.Pages", name).ToTimeLimitedDataProtector();
}
