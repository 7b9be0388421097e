using System.Text.RegularExpressions;
using System.Xml.Linq;
using Prakerja.Api.Http;
using Prakerja.Api.Pages;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Pages.Tests.Fixtures;

namespace Prakerja.Pages.Tests.Texts;

/// <summary>All texts of the pages are in the resources of both languages.</summary>
public sealed partial class TextsTests
{
    private static readonly Dictionary<string, string> Indonesian = Read("TextsIndonesian.resx");
    private static readonly Dictionary<string, string> English = Read("TextsEnglish.resx");

    [Fact]
    public void Both_languages_have_the_same_texts() => Assert.Equal(
        Indonesian.Keys.Order(StringComparer.Ordinal),
        English.Keys.Where(key => !IsEnglishAlone(key)).Order(StringComparer.Ordinal));

    [Fact]
    public void Both_languages_have_the_same_places_for_values() => Assert.All(Indonesian, text => Assert.Equal(
        PlacesIn(text.Value).Order(StringComparer.Ordinal),
        PlacesIn(English[text.Key]).Order(StringComparer.Ordinal)));

    [Fact]
    public void Every_text_that_a_page_names_exists()
    {
        var named = PageFiles().SelectMany(file => NamedTexts().Matches(File.ReadAllText(file))
            .Select(match => match.Groups[1].Value)).ToHashSet();

        Assert.True(named.Count > 100, "The texts of the pages were not found.");
        Assert.Equal([], named.Except(Indonesian.Keys));
    }

    [Fact]
    public void Every_refusal_has_an_english_text() => Assert.Equal(
        [], RefusalCatalogue.All.Keys.Select(code => "refusal." + code).Except(English.Keys));

    [Fact]
    public void Every_english_refusal_is_one_of_the_catalogue() => Assert.Equal([], English.Keys
        .Where(key => key.StartsWith("refusal.", StringComparison.Ordinal))
        .Except(RefusalCatalogue.All.Keys.Select(code => "refusal." + code)));

    [Fact]
    public void Every_value_that_a_page_shows_has_a_text()
    {
        foreach (var language in (string[])["id", "en"])
        {
            var texts = PageTexts.Of(language);
            Assert.NotEmpty(texts.ChoicesOf<Employment>());
            Assert.NotEmpty(texts.ChoicesOf<Sex>());
            Assert.NotEmpty(texts.ChoicesOf<WalletProvider>());
            Assert.NotEmpty(texts.ChoicesOf<ComplaintCategory>());
            Assert.NotEmpty(texts.ChoicesOf<ComplaintStatus>());
            Assert.NotEmpty(texts.ChoicesOf<ComplaintEntryKind>());
            Assert.NotEmpty(texts.ChoicesOf<CardStatus>());
            Assert.NotEmpty(texts.ChoicesOf<TrainingStatus>());
            Assert.NotEmpty(texts.ChoicesOf<WalletCheck>());
            Assert.NotEmpty(texts.ChoicesOf<IncentiveHold>());
            Assert.NotEmpty(texts.ChoicesOf<WaveStage>());
            Assert.All(Enum.GetValues<ApplicationStatus>(), status => Assert.NotEmpty(texts.Of(status)));
            Assert.All(Enum.GetValues<NotSelectedReason>(), reason => Assert.NotEmpty(texts.Of(reason)));
            Assert.All(Enum.GetValues<NotSelectedReason>(), reason => Assert.NotEmpty(texts.AdviceFor(reason)));
        }
    }

    [Fact]
    public void No_page_has_a_text_of_its_own()
    {
        string[] names = ["Kartu Prakerja", "contoh", "Jawa Barat"];
        var own = PageFiles()
            .Where(file => file.EndsWith(".cshtml", StringComparison.Ordinal))
            .SelectMany(file => OwnTexts().Matches(Attributes().Replace(File.ReadAllText(file), ">"))
                .Select(match => match.Groups[1].Value.Trim())
                .Where(text => !names.Contains(text))
                .Select(text => $"{Path.GetFileName(file)}: {text}"));

        Assert.Empty(own);
    }

    [Fact]
    public void Dates_and_money_are_written_as_people_write_them()
    {
        var instant = new DateTimeOffset(2021, 10, 15, 16, 59, 59, TimeSpan.Zero);

        Assert.Equal("Jumat, 15 Oktober 2021 pukul 23.59 WIB", PageTexts.Of("id").Moment(instant));
        Assert.Equal("Friday, 15 October 2021, 23:59 WIB", PageTexts.Of("en").Moment(instant));
        Assert.Equal(
            "Jumat, 15 Oktober 2021 pukul 23.59 WIB", PageTexts.Of("id").LastMinuteBefore(instant.AddSeconds(1)));
        Assert.Equal("Rp1.000.000", PageTexts.Of("id").Money(new Rupiah(1_000_000)));
        Assert.Equal("hari terakhir", PageTexts.Of("id").DaysUntil(instant.AddSeconds(1), instant));
        Assert.Equal("1 hari lagi", PageTexts.Of("id").DaysUntil(instant.AddSeconds(1), instant.AddDays(-1)));
    }

    private static bool IsEnglishAlone(string key) =>
        key.StartsWith("refusal.", StringComparison.Ordinal)
        || key.StartsWith("status.", StringComparison.Ordinal)
        || key.StartsWith("reason.", StringComparison.Ordinal)
        || key.StartsWith("advice.", StringComparison.Ordinal);

    private static IEnumerable<string> PlacesIn(string text) =>
        Places().Matches(text).Select(match => match.Groups[1].Value).Distinct();

    private static IEnumerable<string> PageFiles() =>
        Directory.EnumerateFiles(Repository.Pages, "*.cs*", SearchOption.AllDirectories);

    private static Dictionary<string, string> Read(string file) => XDocument
        .Load(Path.Combine(Repository.Pages, "Texts", file))
        .Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    [GeneratedRegex("(?:\\bT|Texts)(?:\\.Format\\(|\\[)\"([^\"]+)\"[\\],]")]
    private static partial Regex NamedTexts();

    [GeneratedRegex("\\{(\\d)")]
    private static partial Regex Places();

    // The text between two tags, when it begins with a letter and not with an expression.
    [GeneratedRegex(">\\s*([A-Za-z][A-Za-z ,.]{3,})\\s*<")]
    private static partial Regex OwnTexts();

    [GeneratedRegex("=>|\\s>\\s")]
    private static partial Regex Attributes();
}
