using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;

namespace Prakerja.Api.Pages;

/// <summary>One bought course: redeem code, pre-test, certificate, rating and review (T1, T3, T4).</summary>
internal sealed class TrainingModel(CourseSearch courses, IGrainFactory grains) : ParticipantPageModel
{
    public PurchaseView Purchase { get; private set; } = null!;

    public string Title { get; private set; } = "";

    /// <summary>The address that the QR code of the certificate holds.</summary>
    public string CertificateAddress =>
        $"{Request.Scheme}://{Request.Host}/sertifikat?nomor={Uri.EscapeDataString(Purchase.Certificate!)}";

    public Task<IActionResult> OnGetAsync(int number) => ShowAsync(number);

    public async Task<IActionResult> OnPostPreTestAsync(int number)
    {
        var answers = string.Concat(Enumerable.Range(1, PreTest.QuestionCount)
            .Select(question => Typed($"jawaban-{question}") is { Length: 1 } choice ? choice : "-"));
        var body = new JsonBody<TakePreTestRequest>(new TakePreTestRequest(answers));
        var refusal = RefusalOf(await TrainingApi.TakePreTest(Me, number, body, grains));
        if (refusal is null || refusal == ParticipantRefusals.PreTestTaken)
            return LocalRedirect($"/pelatihan/{number}?hasil=tes_awal");
        Refuse(refusal);
        return await ShowAsync(number);
    }

    public async Task<IActionResult> OnPostReviewAsync(int number)
    {
        if (!TryGetRequestId(out var id)) return await ShowAsync(number);
        _ = int.TryParse(Typed("rating"), NumberStyles.None, CultureInfo.InvariantCulture, out var rating);
        var text = (Typed("ulasan") ?? "").ReplaceLineEndings("\n");
        var body = new JsonBody<ReviewCourseRequest>(new ReviewCourseRequest(rating, text));
        var refusal = RefusalOf(await TrainingApi.Review(Me, number, body, IdempotencyKey.Of(id)));
        if (refusal is null) return LocalRedirect($"/pelatihan/{number}?hasil=ulasan");
        Refuse(refusal, refusal.Code switch
        {
            "review.rating_invalid" => "rating",
            "review.text_invalid" => "ulasan",
            _ => null,
        });
        return await ShowAsync(number);
    }

    private async Task<IActionResult> ShowAsync(int number)
    {
        if ((await Me.Grain.GetDashboard()).IsRefused(out var refusal, out var view))
            return await ShowProblemAsync(refusal);
        if (view.Purchases.FirstOrDefault(purchase => purchase.Number == number) is not { } found)
            return await ShowProblemAsync(ParticipantRefusals.PurchaseUnknown);
        Purchase = found;
        Title = (await courses.FindAsync(found.Course))?.Title ?? found.Course;
        return Page();
    }
}
