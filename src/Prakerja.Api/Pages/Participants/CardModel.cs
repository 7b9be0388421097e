using Microsoft.AspNetCore.Mvc;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>The card: its number after the videos, its balance and its deadlines (B1, D1, D2, V1).</summary>
internal sealed class CardModel(ProgrammeClock clock) : ParticipantPageModel
{
    public CardView Card { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; }

    /// <summary>The number in groups of four; null until the videos are watched.</summary>
    public string? Number => Card.Number is { } number
        ? string.Join(' ', number.Reveal().Chunk(4).Select(digits => new string(digits)))
        : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if ((await Me.Grain.GetDashboard()).IsRefused(out var refusal, out var view))
            return await ShowProblemAsync(refusal);
        if (view.Card is not { } card) return await ShowProblemAsync(ParticipantRefusals.NoCard);
        (Card, Now) = (card, clock.GetUtcNow());
        return Page();
    }
}
