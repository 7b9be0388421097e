using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>The end of a sign-up: the code that was sent to the phone proves it, and logs the person in (A1).</summary>
internal sealed class SignUpCodeModel(ProtectedCookies cookies, SignUpCalls calls) : ProgrammePageModel
{
    public SignUpDraft Draft { get; private set; } = null!;

    public string MaskedPhone => "…" + (Draft["telepon"] is { Length: > 3 } phone ? phone[^3..] : "");

    public IActionResult OnGet() => TryPrepare() ? Page() : LocalRedirect("/daftar");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!TryPrepare()) return LocalRedirect(PageSessionCookies.TokenOf(Request) is null ? "/daftar" : "/dasbor");
        var code = TypedNumbers.WithoutBlanks(Typed("kode"));
        if ((await calls.VerifyAsync(Draft["peserta"], code)).IsRefused(out var refusal, out var session))
            return Show(refusal, RefusalCatalogue.MayBeTriedAgain(refusal.Code) ? null : "kode");
        PageSessionCookies.Write(HttpContext, session);
        cookies.Remove(HttpContext, ProtectedCookies.SignUp);
        return LocalRedirect("/dasbor?hasil=daftar");
    }

    /// <summary>Sends another code: a sign-up may be repeated until the phone is proven.</summary>
    public async Task<IActionResult> OnPostAgainAsync()
    {
        if (!TryPrepare() || Draft.ToRequest(out _) is not { } request) return LocalRedirect("/daftar");
        return (await calls.SendAsync(request)).IsRefused(out var refusal, out _)
            ? Show(refusal, null)
            : LocalRedirect("/daftar/kode?hasil=kode");
    }

    private PageResult Show(Refusal refusal, string? field)
    {
        Refuse(refusal, field);
        return Page();
    }

    private bool TryPrepare()
    {
        Draft = new SignUpDraft(cookies.Read(HttpContext, ProtectedCookies.SignUp));
        return Draft["peserta"].Length > 0;
    }
}
