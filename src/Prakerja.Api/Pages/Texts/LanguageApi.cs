using Microsoft.AspNetCore.Http.HttpResults;

namespace Prakerja.Api.Pages;

/// <summary>
/// The switch of the language. It is a link, so it works without JavaScript; it changes only a cookie.
/// </summary>
internal static class LanguageApi
{
    public static void MapLanguageApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/bahasa/{language:regex(^(id|en)$)}", Choose).ExcludeFromDescription();

    internal static RedirectHttpResult Choose(string language, string? kembali, HttpContext context)
    {
        context.Response.Cookies.Append(PageTexts.LanguageCookie, language, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
        return TypedResults.LocalRedirect(LocalPath.OrRoot(kembali));
    }
}
