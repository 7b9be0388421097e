using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Grains.SignUps;
using Prakerja.Grains.Waves;

namespace Prakerja.Silo.Startup;

/// <summary>Whether the first start creates demo data. Bound to <c>Prakerja:Demo</c>.</summary>
public sealed class DemoOptions
{
    public const string Section = "Prakerja:Demo";

    /// <summary>
    /// On in the Development environment. Needs an adjustable clock, so it has no effect in Production.
    /// </summary>
    public bool Enabled { get; init; }
}

/// <summary>
/// Creates a small demo programme with the same commands as a real one: partners and courses, a finished wave, an open
/// wave, and a participant in every stage. It moves the rehearsal clock forward by some hours.
/// </summary>
internal sealed class DemoProgramme(
    IGrainFactory grains,
    FirstManagementKey firstKey,
    IdentityKey identity,
    ProgrammeClock clock,
    IOptions<ProgrammeOptions> programme,
    IOptions<DemoOptions> options,
    IOptions<ClockOptions> rehearsal) : IStartupTask
{
    private const string By = "demo";
    private const int DrawnWave = 20;
    private const int OpenWave = 21;
    private const string RightAnswers = "aaaaaacbdacebabdac";

    private static readonly ImmutableArray<(string Code, string Name)> Platforms =
        [("tokopedia", "Tokopedia"), ("bukalapak", "Bukalapak"), ("pijar", "Pijar Mahir"), ("pintaria", "Pintaria")];

    private static readonly ImmutableArray<(string Provider, string Name, string Code, string Title, long Price)>
        Courses =
    [
        ("karya-digital", "Karya Digital Nusantara", "dasar-excel", "Excel untuk Administrasi Kantor", 350_000),
        ("karya-digital", "Karya Digital Nusantara", "desain-grafis", "Desain Grafis untuk Pemula", 475_000),
        ("dapur-bangsa", "Dapur Bangsa", "barista", "Menjadi Barista", 600_000),
        ("dapur-bangsa", "Dapur Bangsa", "katering", "Memulai Usaha Katering", 400_000),
        ("bahasa-kita", "Bahasa Kita", "inggris-kerja", "Bahasa Inggris untuk Wawancara Kerja", 300_000),
    ];

    public async Task Execute(CancellationToken cancellationToken)
    {
        // Only the first start with a data directory makes a key. The demo needs a clock that can be moved.
        if (!options.Value.Enabled || !rehearsal.Value.Adjustable || firstKey.NewKey is null) return;
        await RegisterPartners();
        await PlanWave(DrawnWave, clock.GetUtcNow(), TimeSpan.FromHours(1));
        var people = Enumerable.Range(1, 12).Select(Person).ToList();

        // One person has only signed up, two have registered but not joined the drawn wave, nine have joined it.
        Require(await Attempt(people[0], SignUpSecret.Next(), SignUpAttemptKey.Next()));
        foreach (var person in people.Skip(1)) await Register(person);
        foreach (var person in people.Skip(3)) Require(await Participant(person).Join(DrawnWave, null));

        await Advance(TimeSpan.FromHours(3));
        await FinishWave(cancellationToken);

        await PlanWave(OpenWave, clock.GetUtcNow(), TimeSpan.FromDays(7));
        Require(await Participant(people[2]).Join(OpenWave, null));
        var winners = new List<Profile>();
        foreach (var person in people.Skip(3))
        {
            if ((await Participant(person).GetDashboard()).Value is { Card: not null }) winners.Add(person);
        }

        await AdvanceWinners(winners);
    }

    /// <summary>Waits until the wave has made its awards. Its deadlines take the same steps.</summary>
    private async Task FinishWave(CancellationToken cancelled)
    {
        var wave = grains.GetGrain<IWaveGrain>(WaveKey.Of(DrawnWave));
        while (await wave.GetSchedule() is not { Stage: WaveStage.Announced, IsSettled: true })
        {
            await wave.OnDeadline();
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancelled);
        }
    }

    /// <summary>
    /// The first winner takes no further step; each next winner takes one step more than the one before.
    /// </summary>
    private async Task AdvanceWinners(List<Profile> winners)
    {
        await WatchVideos(winners.Skip(1).ToList());
        for (var i = 2; i < winners.Count; i++)
        {
            var participant = Participant(winners[i]);
            var bought = await Buy(winners[i], participant);
            if (i == 2) Require(await participant.Freeze(new(By, "Contoh pembekuan"), Request("freeze")));
            if (i < 4) continue;
            Require(await participant.Redeem(new("karya-digital", bought.RedeemCode), Request("redeem")));
            if (i < 5) continue;
            Require(await participant.TakePreTest(new(1, 80)));
            Require(await participant.Complete(new("karya-digital", bought.RedeemCode, 90), Request("complete")));
            if (i < 6) continue;
            var certificate = string.Create(CultureInfo.InvariantCulture, $"KDN-{i:D4}");
            Require(await participant.Certify(
                new("karya-digital", bought.RedeemCode, certificate), Request("certify")));
            if (i < 7) continue;
            Require(await participant.Review(new(1, 5, "Materinya jelas."), Request("review")));
            var account = $"0812000000{i:D2}";
            Require(await participant.LinkWallet(new(WalletProvider.GoPay, account), Request("wallet")));
            Require(await participant.CheckWallet(
                new(WalletProvider.GoPay, account, winners[i].Nik, true), Request("check")));
        }
    }

    private async Task RegisterPartners()
    {
        foreach (var (code, name) in Platforms)
            Require(await grains.GetGrain<IDigitalPlatformGrain>(PartnerKey.OfPlatform(code)).Register(name, By));
        Require(await grains.GetGrain<IPaymentPartnerGrain>(PartnerKey.OfPaymentPartner("gopay"))
            .Register("GoPay", [WalletProvider.GoPay], By));
        foreach (var provider in Courses.GroupBy(course => (course.Provider, course.Name)))
        {
            var grain = grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(provider.Key.Provider));
            Require(await grain.Register(provider.Key.Name, By));
            foreach (var course in provider)
                Require(await grain.PutCourse(new CourseDraft(
                    course.Code,
                    course.Title,
                    new Rupiah(course.Price),
                    [.. Platforms.Select(platform => platform.Code)],
                    "abcde")));
        }
    }

    private async Task PlanWave(int number, DateTimeOffset now, TimeSpan open)
    {
        var closes = now + open;
        var plan = new WavePlan(
            number, now, closes, closes.AddHours(1), closes.AddHours(2), 4,
            [new ProvinceQuota(new ProvinceCode(32), 5, []), new ProvinceQuota(new ProvinceCode(31), 3, [])]);
        Require(await grains.GetGrain<IWaveGrain>(WaveKey.Of(number)).Plan(plan, By, Request("plan")));
    }

    private async Task Register(Profile person)
    {
        var participant = Participant(person);
        var (secret, key) = (SignUpSecret.Next(), SignUpAttemptKey.Next());
        Require(await Attempt(person, secret, key));
        var code = OneTimeCodes.DigitsOf(identity, key, CodePurpose.VerifyPhone, 1);
        Require(await grains.GetGrain<ISignUpAttemptGrain>(key).Verify(secret, code));
        Require(await participant.StartTest());
        Require(await participant.AnswerTest(new(RightAnswers, Submit: true)));
    }

    private Task<Answer<DateTimeOffset>> Attempt(Profile person, SignUpSecret secret, string key) =>
        grains.GetGrain<ISignUpAttemptGrain>(key).Start(person, secret, identity.Hash("source", By));

    /// <summary>All people watch at the same time, because the clock moves on by the length of the videos.</summary>
    private async Task WatchVideos(IReadOnlyList<Profile> people)
    {
        var gap = programme.Value.VideoGapSeconds / 2;
        for (var video = 1; video <= programme.Value.IntroductionVideoSeconds.Count; video++)
        {
            var length = programme.Value.IntroductionVideoSeconds[video - 1];
            for (var position = 0; ; position = Math.Min(length, position + gap))
            {
                foreach (var person in people) Require(await Participant(person).WatchVideo(new(video, position)));
                if (position == length) break;
                await Advance(TimeSpan.FromSeconds(gap));
            }
        }
    }

    private async Task<PurchaseView> Buy(Profile person, IParticipantGrain participant)
    {
        Require(await participant.RequestCode(new(CodePurpose.Purchase)));
        var provider = grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider("karya-digital"));
        var offer = Require(await provider.GetCourse(CourseCode.Of("karya-digital", "dasar-excel")));
        var code = CodeOf(person, CodePurpose.Purchase, 1);
        return Require(await participant.Buy(offer, "tokopedia", code, Request("buy")));
    }

    private async Task Advance(TimeSpan duration) => clock.MoveAheadTo(
        Require(await grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key).Advance(duration, By)).Ahead);

    private IParticipantGrain Participant(Profile person) =>
        grains.GetGrain<IParticipantGrain>(ParticipantKey.Of(person.Nik, identity));

    private string CodeOf(Profile person, CodePurpose purpose, int number) =>
        OneTimeCodes.DigitsOf(identity, ParticipantKey.Of(person.Nik, identity), purpose, number);

    private Profile Person(int number)
    {
        var birth = new DateOnly(1985 + number, 3, number);
        var sex = number % 2 == 0 ? Sex.Female : Sex.Male;
        var regency = RegencyCode.TryParse(number % 3 == 0 ? "3171" : "3273", out var code) ? code : default;
        _ = FamilyCardNumber.TryParse($"{regency}010101{number:D6}", out var familyCard);
        _ = PhoneNumber.TryParse($"0812000000{number:D2}", out var phone);
        return new Profile(
            Nik.Create(regency, 1, birth, sex, number),
            familyCard,
            ClaimValues.Household(identity, familyCard),
            $"Peserta Contoh {number}",
            birth,
            sex,
            "Ibu Contoh",
            $"peserta{number}@contoh.test",
            phone,
            regency.Province,
            number % 4 == 0 ? Employment.Furloughed : Employment.JobSeeker,
            InFormalEducation: false);
    }

    private static RequestId Request(string what) => new($"demo-{what}", what);

    private static T Require<T>(Answer<T> answer) => answer.IsRefused(out var refusal, out var value)
        ? throw new InvalidOperationException($"A command of the demo programme was refused: {refusal}.")
        : value;
}
