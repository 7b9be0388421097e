using Microsoft.Extensions.Options;
using Prakerja.Api.Endpoints;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;

namespace Prakerja.Api.Pages;

/// <summary>
/// Whether the system works, and its time. When the store or the silo fails, the page of the failure is shown instead.
/// </summary>
internal sealed class StatusModel(WaveList waves, ProgrammeClock clock, IOptions<ClockOptions> rehearsal)
    : ProgrammePageModel
{
    public DateTimeOffset Now { get; private set; }

    public WaveResponse? Wave { get; private set; }

    public bool IsRehearsal => rehearsal.Value.Adjustable;

    public async Task OnGetAsync()
    {
        Now = clock.GetUtcNow();
        Wave = await waves.FindCurrent(Now);
    }
}
