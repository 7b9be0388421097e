using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>The participant's own first page: status (A4), results (S2), deadlines, and what to do next.</summary>
internal sealed class DashboardModel(WaveList waves, ProgrammeClock clock) : ParticipantPageModel
{
    public DashboardView View { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    public WaveResponse? Wave { get; private set; }

    public NextStep Next { get; private set; } = null!;

    /// <summary>True when the open wave can be chosen.</summary>
    public bool OffersWave => Next.Path == "#gabung";

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostJoinAsync()
    {
        if (!TryGetRequestId(out var id)) return await ShowAsync();
        if (!int.TryParse(Typed("gelombang"), NumberStyles.None, CultureInfo.InvariantCulture, out var wave))
        {
            Refuse(RequestRefusals.FieldMissing, "gelombang");
            return await ShowAsync();
        }

        var body = new JsonBody<JoinWaveRequest>(new JoinWaveRequest(wave));
        var refusal = RefusalOf(await ParticipantApi.Join(Me, body, OptionalIdempotencyKey.Of(id)));
        // The application is there: another tab, or the second click, has made it.
        if (refusal is null || refusal == ParticipantRefusals.AlreadyJoined)
            return LocalRedirect("/dasbor?hasil=gabung");
        Refuse(refusal);
        return await ShowAsync();
    }

    private async Task<IActionResult> ShowAsync()
    {
        if ((await Me.Grain.GetDashboard()).IsRefused(out var refusal, out var view))
            return await ShowProblemAsync(refusal);
        View = view;
        Now = clock.GetUtcNow();
        Wave = await waves.FindCurrent(Now);
        Next = NextStep.Of(view, Wave, Now);
        return Page();
    }
}
