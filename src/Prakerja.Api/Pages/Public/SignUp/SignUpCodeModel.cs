using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;

namespace Prakerja.Api.Pages;

/// <summary>The end of a sign-up: the code that was sent to the phone proves it, and logs the person in (A1).</summary>
[EnableRateLimiting(SourceLimits.Sessions)]
internal sealed class SignUpCodeModel(ProtectedCookies cookies, SignUpCalls calls) : ProgrammePageModel
{
    public SignUpDraft Draft { get; private set; } = null!;

    public string MaskedPhone => "…" + (Draft["telepon"] is { Length: > 3 } phone ? phone[^3..] : "");

    /// <summary>The step in which the person can change what the refusal is about.</summary>
    public int? StepToCorrect => Refusal is { } refusal ? SignUpModel.StepOf(refusal) : null;

    /// <summary>True when the attempt is gone, and the same data must be sent again.</summary>
    public bool IsAttemptGone => Refusal == SignUpRefusals.AttemptUnknown;

    /// <summary>True when the refusal means that the person may have an account.</summary>
    public bool MayHaveAccount =>
        Refusal?.Code is "sign_up.already_registered" or "sign_up.attempt_ended" or "sign_up.phone_taken";

    public IActionResult OnGet() => TryPrepare() ? Page() : LocalRedirect("/daftar");

    public async Task<IActionResult> OnPostAsync()
    {
        if (!TryPrepare()) return LocalRedirect(PageSessionCookies.TokenOf(Request) is null ? "/daftar" : "/dasbor");
        if ((await calls.VerifyAsync(Draft, TypedNumbers.WithoutBlanks(Typed("kode")), Request))
            .IsRefused(out var refusal, out var session))
            return Show(refusal, refusal.Code.StartsWith("code.", StringComparison.Ordinal) ? "kode" : null);
        PageSessionCookies.Write(HttpContext, session);
        cookies.Remove(HttpContext, ProtectedCookies.SignUp);
        return LocalRedirect("/dasbor?hasil=daftar");
    }

    /// <summary>Sends another code of the same attempt.</summary>
    public async Task<IActionResult> OnPostAgainAsync()
    {
        if (!TryPrepare()) return LocalRedirect("/daftar");
        return await calls.SendCodeAsync(Draft, HttpContext) is { } refusal
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
        return Draft.Attempt.Length > 0;
    }
}
