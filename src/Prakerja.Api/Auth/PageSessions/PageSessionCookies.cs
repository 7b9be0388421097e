namespace Prakerja.Api.Auth;

/// <summary>
/// The cookies of a log-in on the pages: the bearer token, and the proof of an earlier log-in on this device. Scripts
/// cannot read them, and other sites cannot make the browser send them with a form.
/// </summary>
internal static class PageSessionCookies
{
    private static readonly TimeSpan DeviceLifetime = TimeSpan.FromDays(365);

    public static string? TokenOf(HttpRequest request) => request.Cookies[NameOf("prakerja", request)];

    public static string? DeviceOf(HttpRequest request) => request.Cookies[NameOf("prakerja-device", request)];

    public static void Write(HttpContext context, SessionResponse session)
    {
        context.Response.Cookies.Append(
            NameOf("prakerja", context.Request), session.Token, OptionsOf(context.Request));
        var device = OptionsOf(context.Request);
        device.MaxAge = DeviceLifetime;
        context.Response.Cookies.Append(NameOf("prakerja-device", context.Request), session.Device, device);
    }

    /// <summary>Ends the session in this browser. The device stays known.</summary>
    public static void Remove(HttpContext context) =>
        context.Response.Cookies.Delete(NameOf("prakerja", context.Request), OptionsOf(context.Request));

    /// <summary>
    /// With TLS the name begins with <c>__Host-</c>: the browser then accepts the cookie only from this host and only
    /// over TLS.
    /// </summary>
    public static string NameOf(string name, HttpRequest request) => request.IsHttps ? "__Host-" + name : name;

    public static CookieOptions OptionsOf(HttpRequest request) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
    };
}
