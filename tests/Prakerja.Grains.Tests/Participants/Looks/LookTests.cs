using Prakerja.Grains.Participants;
using static Prakerja.Grains.Participants.ParticipantCommand;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Rule M1: looks of management at personal data.</summary>
public sealed class LookTests
{
    [Fact]
    public void A_look_is_an_event_with_its_reason_and_changes_nothing()
    {
        var scenario = Given.AHolder();
        var before = scenario.Written;

        scenario.When(new LookAtProfile("ani", "Peserta menelepon."))
            .Then(new ParticipantEvent.ProfileLookedAt("ani", "Peserta menelepon.", scenario.Now));

        Assert.Same(before, scenario.Written);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void A_look_without_a_reason_is_refused(string reason) => Given.AHolder()
        .When(new LookAtProfile("ani", reason)).ThenRefused(ParticipantRefusals.ReasonMissing);

    [Fact]
    public void A_reason_has_at_most_500_characters()
    {
        var scenario = Given.AHolder();

        scenario.When(new LookAtProfile("ani", new string('a', 501))).ThenRefused(ParticipantRefusals.ReasonMissing);
        scenario.When(new LookAtProfile("ani", new string('a', 500)))
            .ThenHappens(typeof(ParticipantEvent.ProfileLookedAt));
    }

    [Fact]
    public void A_masked_profile_shows_little_of_each_value()
    {
        var masked = ParticipantViews.Masked(People.Siti);

        Assert.Equal(new string('*', 12) + People.Siti.Nik.Reveal()[^4..], masked.Nik);
        Assert.Equal("s***@contoh.id", masked.Email);
        Assert.EndsWith("890", masked.Phone, StringComparison.Ordinal);
        Assert.DoesNotContain("8123456", masked.Phone, StringComparison.Ordinal);
        Assert.DoesNotContain("Siti", masked.Name, StringComparison.Ordinal);
        Assert.DoesNotContain("*", masked.ToString(), StringComparison.Ordinal);
    }
}
