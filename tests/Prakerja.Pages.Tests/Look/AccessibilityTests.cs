using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Prakerja.Pages.Tests.Fixtures;

namespace Prakerja.Pages.Tests.Look;

/// <summary>Every page for everybody: axe finds nothing, the title says where one is, it fits a small phone.</summary>
public sealed class AccessibilityTests(RunningPages system)
{
    [Fact]
    public async Task Axe_finds_no_violation_on_any_page()
    {
        var finished = await FinishedPerson.Of(system);

        Assert.Empty(await FindViolations(finished, "id", ColorScheme.Light, addresses => addresses));
    }

    [Theory]
    [InlineData("id", ColorScheme.Dark)]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task Axe_finds_no_violation_in_another_language_or_in_the_dark(string language, ColorScheme scheme)
    {
        var finished = await FinishedPerson.Of(system);

        Assert.Empty(await FindViolations(finished, language, scheme, EveryPage.RepresentativeOf));
    }

    [Fact]
    public async Task Axe_finds_no_violation_on_the_pages_of_a_beginner()
    {
        await using var context = await system.Open();
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        await person.SignUp();
        var found = new List<string>(await ViolationsOn(page, "/dasbor"));
        await page.GotoAsync("/tes");
        await person.Send();
        await page.Locator("input[name=jawaban]").First.WaitForAsync();
        found.AddRange(await ViolationsOn(page, "/tes"));
        await page.Shoot("ponsel-tes-soal");

        Assert.Empty(found);
    }

    [Fact]
    public async Task Every_page_has_a_title_one_heading_and_no_sideways_scrolling_on_a_small_phone()
    {
        var finished = await FinishedPerson.Of(system);
        var own = EveryPage.ForParticipant(finished).ToHashSet();
        await using var context = await system.OpenAs(finished, "id", ColorScheme.Light);
        var titles = new ConcurrentBag<string>();
        await context.Visit(EveryPage.Of(finished), async (page, address) =>
        {
            // Strict: a second heading of this level would fail.
            var heading = await page.Locator("h1").InnerTextAsync();
            var title = await page.TitleAsync();
            titles.Add(title);
            if (own.Contains(address)) Assert.DoesNotContain("/masuk", page.Url, StringComparison.Ordinal);
            Assert.Equal($"{heading} – Kartu Prakerja", title);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= 360, $"{address} is {width} pixels wide.");
        });

        Assert.True(titles.Distinct().Count() > 15);
    }

    [Fact]
    public void Every_page_has_an_address_in_these_tests() => Assert.Empty(EveryPage.WithoutAddress(system));

    [Fact]
    public async Task Pictures_of_all_pages_are_taken_for_people_to_look_at()
    {
        var finished = await FinishedPerson.Of(system);
        await system.OpenWave();
        await using var phone = await system.OpenAs(finished, "id", ColorScheme.Light);
        await using var desktop = await system.OpenAs(finished, "en", ColorScheme.Dark, isPhone: false);
        var addresses = EveryPage.Of(finished).ToList();
        await phone.Visit(addresses, (page, address) => page.Shoot("semua-ponsel" + NameOf(address)));
        await desktop.Visit(
            EveryPage.RepresentativeOf(addresses), (page, address) => page.Shoot("semua-layar" + NameOf(address)));
    }

    private static string NameOf(string address)
    {
        var name = new string([.. address.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '/')])
            .Replace('/', '-');
        return name.Length > 40 ? name[..40] : name;
    }

    private static async Task<IEnumerable<string>> ViolationsOn(IPage page, string address)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.NotEmpty(result.Passes);
        return result.Violations.SelectMany(violation => violation.Nodes.Select(node =>
            $"{address}: {violation.Id} {node.Html}"));
    }

    private async Task<IReadOnlyList<string>> FindViolations(
        FinishedPerson finished,
        string language,
        ColorScheme scheme,
        Func<IEnumerable<string>, IEnumerable<string>> choose)
    {
        await using var guest = await system.OpenAsGuest(finished, language, scheme);
        await using var participant = await system.OpenAs(finished, language, scheme);
        var found = new ConcurrentBag<string>();
        var seen = new ConcurrentDictionary<string, bool>();
        await guest.Visit(choose(EveryPage.ForEverybody(finished)), Look);
        await participant.Visit(choose(EveryPage.ForParticipant(finished)), Look);
        return [.. found.Distinct()];

        async Task Look(IPage page, string address)
        {
            Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
            // Some addresses lead on to a page that is looked at anyway.
            if (!seen.TryAdd(page.Url, true)) return;
            foreach (var violation in await ViolationsOn(page, address)) found.Add(violation);
        }
    }
}
