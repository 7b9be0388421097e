using Prakerja.Grains.Complaints;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Complaints;

public sealed class ComplaintNumberTests
{
    private const string Siti = "p-0123456789abcdefghjkmnpqrs";
    private static readonly IdentityKey Identity = new(new byte[IdentityKey.LengthBytes]);

    [Fact]
    public void The_same_request_leads_to_the_same_complaint_and_another_to_another()
    {
        var number = ComplaintNumber.Of(Siti, "key-1", Identity);

        Assert.Equal(number, ComplaintNumber.Of(Siti, "key-1", Identity));
        Assert.NotEqual(number, ComplaintNumber.Of(Siti, "key-2", Identity));
    }

    [Fact]
    public void A_number_names_its_participant_and_sorts_with_their_other_complaints()
    {
        var number = ComplaintNumber.Of(Siti, "key-1", Identity);

        Assert.True(ComplaintNumber.TryGetParticipant(number, out var participant));
        Assert.Equal(Siti, participant);
        Assert.StartsWith(ComplaintNumber.PrefixOf(Siti), number, StringComparison.Ordinal);
        Assert.True(string.CompareOrdinal(ComplaintNumber.PrefixOf(Siti), number) < 0);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("y-")]
    [InlineData("p-0123456789abcdefghjkmnpqrs-0123456789")]
    [InlineData("y-0123456789abcdefghjkmnpqrs-012345678")]
    [InlineData("y-0123456789abcdefghjkmnpqrs-01234567890")]
    [InlineData("y-0123456789abcdefghjkmnpqrsx0123456789")]
    [InlineData("y-0123456789abcdefghjkmnpqru-0123456789")]
    public void Other_text_is_not_a_complaint_number(string? text) =>
        Assert.False(ComplaintNumber.TryGetParticipant(text, out _));

    [Fact]
    public void Only_a_participant_key_gives_a_complaint_number() =>
        Assert.Throws<ArgumentException>(() => ComplaintNumber.PrefixOf("v-skill-academy"));
}
