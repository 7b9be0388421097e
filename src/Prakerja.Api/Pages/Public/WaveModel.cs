using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Prakerja.Api.Endpoints;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Pages;

/// <summary>One wave and its result by province.</summary>
internal sealed class WaveModel(WaveList waves, ProgrammeClock clock) : ProgrammePageModel
{
    public WaveView Wave { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    public ImmutableArray<Row> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(int number)
    {
        if ((await waves.GetRecent(number)).IsRefused(out var refusal, out var wave))
            return await ShowProblemAsync(refusal);
        (Wave, Now) = (wave, clock.GetUtcNow());
        var cells = (wave.Cells.IsDefault ? [] : wave.Cells).ToLookup(cell => cell.Province);
        Rows =
        [
            .. wave.Quotas
                .Select(quota => new Row(
                    ProvinceNames.Of(quota.Province),
                    quota.Places,
                    cells[quota.Province].Sum(cell => (long)cell.Standing),
                    cells[quota.Province].Sum(cell => (long)cell.Winners)))
                .OrderBy(row => row.Province, StringComparer.Ordinal),
        ];
        return Page();
    }

    /// <param name="Standing">Applications that took part in the draw.</param>
    internal sealed record Row(string Province, long Places, long Standing, long Winners);
}
