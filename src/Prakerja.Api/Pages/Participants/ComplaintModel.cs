using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>One complaint with its history; the participant may reopen or withdraw it (C1).</summary>
internal sealed class ComplaintModel(IGrainFactory grains) : ParticipantPageModel
{
    public ComplaintView Complaint { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(string number) => ShowAsync(number);

    public async Task<IActionResult> OnPostReopenAsync(string number)
    {
        var text = (Typed("teks") ?? "").ReplaceLineEndings("\n");
        var body = new JsonBody<ReopenComplaintRequest>(new ReopenComplaintRequest(text));
        return await AnswerAsync(number, RefusalOf(await ComplaintsApi.Reopen(Me, number, body, grains)));
    }

    public async Task<IActionResult> OnPostWithdrawAsync(string number) =>
        await AnswerAsync(number, RefusalOf(await ComplaintsApi.Withdraw(Me, number, grains)));

    private async Task<IActionResult> AnswerAsync(string number, Refusal? refusal)
    {
        if (refusal is null) return LocalRedirect($"/pengaduan/{number}?hasil=pengaduan_diubah");
        Refuse(refusal, refusal == ComplaintRefusals.TextMalformed ? "teks" : null);
        return await ShowAsync(number);
    }

    private async Task<IActionResult> ShowAsync(string number)
    {
        if (AnswerOf<ComplaintView>(await ComplaintsApi.Get(Me, number, grains))
            .IsRefused(out var refusal, out var complaint))
            return await ShowProblemAsync(refusal);
        Complaint = complaint;
        return Page();
    }
}
