using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;

namespace Prakerja.Grains.Tests.SignUps;

/// <summary>Rule A1: codes to one phone, of however many attempts and sources.</summary>
public sealed class PhoneCodeCountsTests
{
    private static readonly DateTimeOffset Start = new(2021, 9, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly ProgrammeOptions Options = new();
    private readonly PhoneCodeCounts counts = new(Options);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    [InlineData(8, 32)]
    [InlineData(9, 60)]
    [InlineData(1_000, 60)]
    public void The_wait_between_codes_of_one_source_grows_to_an_hour(int codes, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), PhoneCodeCounts.WaitAfter(codes));

    [Fact]
    public void A_source_waits_for_its_fourth_code_to_a_phone_and_not_for_another_phone()
    {
        for (var code = 1; code <= 3; code++) Assert.Null(Count(1, 1, Start));

        var refusal = Count(1, 1, Start.AddSeconds(59));
        Assert.Equal(ParticipantRefusals.TooManyCodes, refusal);
        Assert.Equal(1, refusal!.RetryAfterSeconds);
        Assert.Null(Count(2, 1, Start));
        Assert.Null(Count(1, 1, Start.AddMinutes(1)));
    }

    [Fact]
    public void Strangers_who_use_up_a_phone_leave_its_owner_a_code()
    {
        for (ulong source = 1; source <= 20; source++) Assert.Null(Count(1, source, Start));

        Assert.Equal(60 * 60, Count(1, 20, Start)!.RetryAfterSeconds);
        Assert.Null(Count(1, 21, Start));
        Assert.Equal(ParticipantRefusals.TooManyCodes, Count(1, 21, Start.AddMinutes(59)));
        Assert.Null(Count(1, 20, Start.AddHours(1)));
    }

    [Fact]
    public void Waits_end_after_two_hours_without_a_code()
    {
        for (var code = 1; code <= 3; code++) Count(1, 1, Start);
        Assert.Null(Count(1, 1, Start.AddMinutes(59)));
        Assert.Equal(ParticipantRefusals.TooManyCodes, Count(1, 1, Start.AddMinutes(60)));

        for (var code = 1; code <= 3; code++) Assert.Null(Count(1, 1, Start.AddHours(3)));
    }

    private Refusal? Count(ulong phone, ulong source, DateTimeOffset now) =>
        counts.Count(new KeyedHash(0, phone), new KeyedHash(0, source), now);
}
