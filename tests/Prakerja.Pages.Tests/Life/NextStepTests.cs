using Prakerja.Api.Pages;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Pages.Tests.Life;

/// <summary>The dashboard always says what to do next.</summary>
public sealed class NextStepTests
{
    private static readonly DateTimeOffset Now = new(2021, 9, 19, 12, 0, 0, Wib.Offset);

    private static readonly DashboardView Fresh = new(
        "p-x", true, new TestView(TestStatus.NotTaken, null, null), null, [], null, null, [], null);

    private static readonly DashboardView Tested = Fresh with { Test = new TestView(TestStatus.Submitted, null, null) };

    private static readonly DashboardView Holder = Tested with
    {
        Card = new CardView(CardStatus.Active, 21, null, new Rupiah(1_000_000), Now, Now, Now),
        Videos = new VideosView([], Finished: true),
    };

    [Fact]
    public void Before_the_test_the_test_is_next() => Assert.Equal("/tes", NextStep.Of(Fresh, null, Now).Path);

    [Fact]
    public void Without_an_open_wave_there_is_nothing_to_do() =>
        Assert.Equal(new NextStep("no_wave", null), NextStep.Of(Tested, null, Now));

    [Theory]
    [InlineData(ApplicationStatus.WaitingForClose)]
    [InlineData(ApplicationStatus.InProcess)]
    [InlineData(ApplicationStatus.InSelection)]
    public void An_applicant_waits(ApplicationStatus status) => Assert.Equal(
        new NextStep("wait", null),
        NextStep.Of(Tested with { Application = new ApplicationView(21, status, null, Now) }, null, Now));

    [Fact]
    public void A_holder_watches_the_videos_first() => Assert.Equal(
        "/video", NextStep.Of(Holder with { Videos = new VideosView([], Finished: false) }, null, Now).Path);

    [Fact]
    public void A_frozen_card_leads_to_the_complaints() => Assert.Equal(
        "/pengaduan",
        NextStep.Of(Holder with { Card = Holder.Card! with { Status = CardStatus.Frozen } }, null, Now).Path);

    [Fact]
    public void Each_status_of_a_training_has_its_own_step()
    {
        var steps = Enum.GetValues<TrainingStatus>().Select(status => NextStep.Of(With(status), null, Now).Text);

        Assert.Equal(["redeem", "buy", "pre_test", "learn", "certificate", "review", "wallet"], steps);
    }

    [Fact]
    public void Every_step_has_its_texts_in_both_languages()
    {
        var steps = Enum.GetValues<TrainingStatus>().Select(status => NextStep.Of(With(status), null, Now))
            .Concat(Enum.GetValues<CardStatus>().Select(status =>
                NextStep.Of(Holder with { Card = Holder.Card! with { Status = status } }, null, Now)))
            .Append(NextStep.Of(Fresh, null, Now))
            .Append(NextStep.Of(Tested, null, Now));
        foreach (var step in steps)
        {
            foreach (var language in (string[])["id", "en"])
            {
                Assert.True(PageTexts.Of(language).Has("next." + step.Text), step.Text);
                Assert.True(step.Path is null || PageTexts.Of(language).Has($"next.{step.Text}.button"), step.Text);
            }
        }
    }

    private static DashboardView With(TrainingStatus status) => Holder with
    {
        Purchases =
        [
            new PurchaseView(
                1, "c", "v", "o", new Rupiah(1), default, Now, status, Certificate: null, Rating: null, new Rupiah(1)),
        ],
    };
}
