using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Prakerja.Pages.Tests.Fixtures;

namespace Prakerja.Pages.Tests.Look;

/// <summary>Every page for everybody: axe finds nothing, the title says where one is, it fits a small phone.</summary>
public sealed class AccessibilityTests(RunningPages system)
{
    [Theory]
    [InlineData("id", ColorScheme.Light)]
    [InlineData("id", ColorScheme.Dark)]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    public async Task Axe_finds_no_violation_on_any_page(string language, ColorScheme scheme)
    {
        var finished = await FinishedPerson.Of(system);
        await using var guest = await system.Open(language: language, scheme: scheme);
        await using var participant = await system.OpenAs(finished, language, scheme);
        var found = new List<string>();
        foreach (var (context, addresses) in ((IBrowserContext, IEnumerable<string>)[])
            [(guest, EveryPage.ForEverybody(finished)), (participant, EveryPage.ForParticipant(finished))])
        {
            var page = await context.NewPageAsync();
            foreach (var address in addresses)
            {
                await page.GotoAsync(address);
                var result = await page.RunAxe();
                found.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node =>
                    $"{address}: {violation.Id} {node.Html}")));
                Assert.Equal(language, await page.GetAttributeAsync("html", "lang"));
            }
        }

        Assert.Empty(found.Distinct());
    }

    [Fact]
    public async Task Every_page_has_a_title_one_heading_and_no_sideways_scrolling_on_a_small_phone()
    {
        var finished = await FinishedPerson.Of(system);
        await using var context = await system.OpenAs(finished, "id", ColorScheme.Light);
        var page = await context.NewPageAsync();
        var titles = new List<string>();
        foreach (var address in EveryPage.Of(finished))
        {
            await page.GotoAsync(address);
            var heading = await page.InnerTextAsync("h1");
            titles.Add(await page.TitleAsync());
            if (EveryPage.ForParticipant(finished).Contains(address))
                Assert.DoesNotContain("/masuk", page.Url, StringComparison.Ordinal);
            Assert.Equal($"{heading} – Kartu Prakerja", titles[^1]);
            var width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width <= 360, $"{address} is {width} pixels wide.");
        }

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
        foreach (var (context, prefix) in ((IBrowserContext, string)[])[(phone, "ponsel"), (desktop, "layar")])
        {
            var page = await context.NewPageAsync();
            foreach (var address in EveryPage.Of(finished))
            {
                await page.GotoAsync(address);
                var name = new string([.. address.Where(letter => char.IsAsciiLetter(letter) || letter == '/')])
                    .Replace('/', '-');
                await page.Shoot(prefix + (name.Length > 40 ? name[..40] : name));
            }
        }
    }
}
