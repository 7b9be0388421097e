using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>The participant's complaints, and the form of a new one (C1).</summary>
internal sealed class ComplaintsModel(IGrainFactory grains, IdentityKey identity) : ParticipantPageModel
{
    public ImmutableArray<ComplaintView> Complaints { get; private set; } = [];

    public async Task OnGetAsync() => await ReadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!TryGetRequestId(out var id)) return await ShowAsync();
        if (!Enum.TryParse<ComplaintCategory>(Typed("kategori"), out var category) || !Enum.IsDefined(category))
        {
            Refuse(ComplaintRefusals.CategoryUnknown, "kategori");
            return await ShowAsync();
        }

        var text = (Typed("teks") ?? "").ReplaceLineEndings("\n");
        var body = new JsonBody<FileComplaintRequest>(new FileComplaintRequest(category, text));
        var answer = AnswerOf<ComplaintView>(
            await ComplaintsApi.File(Me, body, IdempotencyKey.Of(id), identity, grains));
        if (!answer.IsRefused(out var refusal, out var complaint))
            return LocalRedirect($"/pengaduan/{complaint.Number}?hasil=pengaduan");
        Refuse(refusal, refusal == ComplaintRefusals.TextMalformed ? "teks" : null);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync() => Complaints = (await ComplaintsApi.GetAll(Me, grains)).Value;
}
