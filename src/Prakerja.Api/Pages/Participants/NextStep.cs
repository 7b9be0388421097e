using Prakerja.Api.Endpoints;
using Prakerja.Grains.Participants;

namespace Prakerja.Api.Pages;

/// <summary>
/// What a participant can do next, as the key of a sentence and of a button. It only reads what the views say; the
/// rules decide whether the step is accepted.
/// </summary>
/// <param name="Text">The texts are "next.TEXT" and, for the button, "next.TEXT.button".</param>
/// <param name="Path">Where the button leads; null when there is nothing to do but wait.</param>
internal sealed record NextStep(string Text, string? Path)
{
    public static NextStep Of(DashboardView me, WaveResponse? wave, DateTimeOffset now)
    {
        if (me.Card is { } card) return OfCard(me, card);
        if (me.Test.Status == TestStatus.Running) return new NextStep("test_running", "/tes");
        if (me.Test.Status == TestStatus.NotTaken) return new NextStep("test", "/tes");
        if (me.Application is { Status: not (ApplicationStatus.NotSelected or ApplicationStatus.Selected) })
            return new NextStep("wait", null);
        if (me.Application is { Status: ApplicationStatus.Selected }) return new NextStep("card_coming", null);
        return wave is not null && now >= wave.OpensAt
            ? new NextStep("join", "#gabung")
            : new NextStep("no_wave", null);
    }

    private static NextStep OfCard(DashboardView me, CardView card)
    {
        if (card.Status == CardStatus.Frozen) return new NextStep("frozen", "/pengaduan");
        if (card.Status is CardStatus.Cancelled) return new NextStep("cancelled", "/pengaduan");
        if (me.Videos is { Finished: false }) return new NextStep("videos", "/video");
        var training = me.Purchases.LastOrDefault(purchase => purchase.Status != TrainingStatus.Refunded);
        if (training is null)
            return card.Status == CardStatus.Active ? new NextStep("buy", "/katalog") : new NextStep("ended", null);
        var page = $"/pelatihan/{training.Number}";
        return training.Status switch
        {
            TrainingStatus.Bought => new NextStep("redeem", page),
            TrainingStatus.Redeemed => new NextStep("pre_test", page),
            TrainingStatus.PreTested => new NextStep("learn", page),
            TrainingStatus.Completed => new NextStep("certificate", page),
            TrainingStatus.Certified => new NextStep("review", page),
            _ when me.Incentives?.Wallet is null => new NextStep("wallet", "/insentif"),
            _ => new NextStep("incentives", "/insentif"),
        };
    }
}
