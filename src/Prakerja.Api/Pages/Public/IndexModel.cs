using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Prakerja.Api.Endpoints;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Pages;

/// <summary>The first page: what the programme is, who may apply, and the wave that can be joined now.</summary>
internal sealed class IndexModel(WaveList waves, ProgrammeClock clock, IOptions<ProgrammeOptions> options)
    : ProgrammePageModel
{
    public ProgrammeOptions Programme => options.Value;

    public DateTimeOffset Now { get; private set; }

    /// <summary>The open wave, or the next to open; null when there is neither.</summary>
    public WaveResponse? Wave { get; private set; }

    public long Places => Wave?.Quotas.Sum(quota => (long)quota.Places) ?? 0;

    public bool IsOpen => Wave is { } wave && Now >= wave.OpensAt;

    /// <summary>Announced waves, the newest first.</summary>
    public ImmutableArray<WaveResponse> Announced { get; private set; } = [];

    public async Task OnGetAsync()
    {
        Now = clock.GetUtcNow();
        Wave = await waves.FindCurrent(Now);
        Announced =
        [
            .. (await waves.GetAll()).Where(wave => wave.Stage == WaveStage.Announced)
                .OrderByDescending(wave => wave.Number).Take(5),
        ];
    }
}
