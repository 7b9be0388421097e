using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>People, waves and courses of the tests.</summary>
internal static class People
{
    public const string Platform = "tokopedia";
    public const string Provider = "lembaga-a";

    public static IdentityKey Identity { get; } = new(
        [.. Enumerable.Range(1, IdentityKey.LengthBytes).Select(i => (byte)i)]);

    public static Profile Siti { get; } = Of("1990-05-17".Date(), Sex.Female);

    public static CardNumber CardNumber { get; } =
        CardNumber.TryParse("1000000000000008", out var number) ? number : throw new InvalidOperationException();

    /// <summary>The NIK that agrees with the birth date and sex.</summary>
    public static Profile Of(DateOnly birthDate, Sex sex)
    {
        Assert.True(FamilyCardNumber.TryParse("3273012203100007", out var familyCard));
        Assert.True(PhoneNumber.TryParse("081234567890", out var phone));
        return new Profile(
            Nik.Create(new RegencyCode(3273), 1, birthDate, sex, 42),
            familyCard,
            ClaimValues.Household(Identity, familyCard),
            "Siti Aminah",
            birthDate,
            sex,
            "Rohani Wulandari",
            "siti.aminah@contoh.id",
            phone,
            new ProvinceCode(32),
            Employment.JobSeeker,
            InFormalEducation: false);
    }

    /// <summary>Wave 21 with any number: open 16–19 September 2021, announced on the 23rd.</summary>
    public static WaveSchedule Wave(int number, WaveStage stage = WaveStage.Open) => new(
        number,
        "2021-09-16 12:00".Wib(),
        "2021-09-20".Wib(),
        "2021-09-21 10:00".Wib(),
        "2021-09-23 10:00".Wib(),
        RollPartitions: 4,
        stage);

    /// <summary>The partition of <see cref="Siti"/>'s household on the roll of <see cref="Wave"/>.</summary>
    public static int RollPartition { get; } = ApplicationRules.RollPartitionOf(Siti.Household, partitions: 4);

    public static CourseOffer Course(string code = "barista", long price = 400_000) =>
        new($"{Provider}/{code}", Provider, "Menjadi Barista", new Rupiah(price), [Platform, "pijar"]);

    /// <summary>The redeem code of the n-th purchase, 1 to 32.</summary>
    public static RedeemCode Code(int purchase)
    {
        const string alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        return RedeemCode.TryParse(new string('K', RedeemCode.Length - 1) + alphabet[purchase - 1], out var code)
            ? code
            : throw new ArgumentOutOfRangeException(nameof(purchase));
    }

    /// <summary>Answers to the ability test with a given number of right answers.</summary>
    public static string Answers(int right) =>
        new string('a', 6) + "cbdacebabdac"[..right] + new string('-', AbilityQuestions.AbilityCount - right);
}
