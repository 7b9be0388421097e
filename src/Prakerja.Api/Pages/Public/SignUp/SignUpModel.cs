using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Prakerja.Api.Http;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>
/// The sign-up in three short steps and a review (A1). What was typed is kept in an encrypted cookie of this browser
/// until the sign-up is sent, so nothing is typed twice and the server stores no unfinished sign-up.
/// </summary>
[KeptSteps, EnableRateLimiting(SourceLimits.SignUps)]
internal sealed class SignUpModel(ProtectedCookies cookies, SignUpCalls calls) : ProgrammePageModel
{
    /// <summary>1 to 3, and 4 for the review.</summary>
    public int Step { get; private set; }

    public SignUpDraft Draft { get; private set; } = null!;

    public bool IsReview => Step > SignUpDraft.StepsCount;

    public FieldView DraftField(string name) => Field(name, Draft[name]);

    public IActionResult OnGet(int langkah = 1, string? salah = null)
    {
        Prepare(langkah);
        if (IsReview && FirstFaultyStep() is { } faulty) return LocalRedirect($"/daftar?langkah={faulty}&salah=ya");
        if (salah is not null) ShowFaults();
        return Page();
    }

    public IActionResult OnPost(int langkah = 1)
    {
        Prepare(langkah);
        if (IsReview) return LocalRedirect("/daftar?langkah=4");
        Draft = Draft.WithoutAttempt();
        foreach (var field in SignUpDraft.Steps[Step - 1])
        {
            var text = Typed(field) ?? "";
            Draft = Draft.With(field, text.Length > 254 ? text[..254] : text);
        }

        cookies.Write(HttpContext, ProtectedCookies.SignUp, Draft.Fields);
        ShowFaults();
        return HasFaults ? Page() : LocalRedirect($"/daftar?langkah={Step + 1}");
    }

    public async Task<IActionResult> OnPostSendAsync()
    {
        Prepare(SignUpDraft.StepsCount + 1);
        Draft = Draft.With("pernyataan", Typed("pernyataan") ?? "");
        if (FirstFaultyStep() is { } faulty) return LocalRedirect($"/daftar?langkah={faulty}&salah=ya");
        if (Draft.ToRequest(out _) is not { } request) return LocalRedirect("/daftar");
        if (!(await calls.StartAsync(Draft, request, HttpContext)).IsRefused(out var refusal, out var sent))
        {
            cookies.Write(HttpContext, ProtectedCookies.SignUp, sent.Fields);
            return LocalRedirect("/daftar/kode");
        }

        var field = SignUpDraft.FieldOf(refusal);
        Refuse(refusal, field is "pernyataan" ? field : null);
        return Page();
    }

    /// <summary>The step that can change what a refusal is about; null when none can.</summary>
    public static int? StepOf(Refusal refusal) => SignUpDraft.StepOf(SignUpDraft.FieldOf(refusal)) is > 0 and var step
        ? step
        : null;

    private void Prepare(int step)
    {
        Step = Math.Clamp(step, 1, SignUpDraft.StepsCount + 1);
        Draft = new SignUpDraft(cookies.Read(HttpContext, ProtectedCookies.SignUp));
    }

    private int? FirstFaultyStep() => Draft.FindFaults(calls)
        .Select(fault => SignUpDraft.StepOf(fault.Field))
        .Where(step => step > 0)
        .Order()
        .Select(step => (int?)step)
        .FirstOrDefault();

    private void ShowFaults()
    {
        foreach (var (field, refusal) in Draft.FindFaults(calls))
        {
            if (SignUpDraft.StepOf(field) == Step) Refuse(refusal, field);
        }
    }
}
