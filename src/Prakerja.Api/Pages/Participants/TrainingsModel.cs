using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Pages;

/// <summary>The courses that the participant has bought.</summary>
internal sealed class TrainingsModel(CourseSearch courses) : ParticipantPageModel
{
    public ImmutableArray<(PurchaseView Purchase, string Title)> Purchases { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if ((await Me.Grain.GetDashboard()).IsRefused(out var refusal, out var view))
            return await ShowProblemAsync(refusal);
        var purchases = ImmutableArray.CreateBuilder<(PurchaseView, string)>();
        foreach (var purchase in view.Purchases)
            purchases.Add((purchase, (await courses.FindAsync(purchase.Course))?.Title ?? purchase.Course));
        Purchases = purchases.ToImmutable();
        return Page();
    }
}
