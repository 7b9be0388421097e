using System.Text.Json;
using Microsoft.Playwright;
using Prakerja.Pages.Tests.Fixtures;

namespace Prakerja.Pages.Tests.Life;

/// <summary>A participant's whole life on a small phone, with and without JavaScript.</summary>
public sealed class WholeLifeTests(RunningPages system)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_participant_lives_a_whole_life_on_the_pages(bool hasJavaScript)
    {
        await using var context = await system.Open(hasJavaScript);
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        var wave = await system.OpenWave();
        var prefix = hasJavaScript ? "ponsel-" : "ponsel-tanpa-js-";

        await person.SignUp();
        await person.TakeTest();
        await page.Shoot(prefix + "dasbor-gabung");
        await person.Join();
        await SeesStatus(page, "Menunggu Gelombang Ditutup");
        await page.Shoot(prefix + "dasbor-menunggu");

        await system.Finish(wave);
        await person.LogIn();
        await SeesStatus(page, "Lolos");
        await page.Shoot(prefix + "dasbor-lolos");
        await page.GotoAsync("/kartu");
        Assert.Contains("••••", await page.InnerTextAsync(".card"), StringComparison.Ordinal);

        await person.WatchVideos();
        var redeemCode = await person.Buy();
        await page.Shoot(prefix + "kartu");
        await Train(person, redeemCode, prefix);
        await LinkWallet(person);
        await RunningPages.Eventually(async () =>
        {
            await page.GotoAsync("/insentif");
            return (await page.InnerTextAsync("dl.facts")).Contains("Rp600.000", StringComparison.Ordinal);
        });
        await page.Shoot(prefix + "insentif");
    }

    [Fact]
    public async Task The_video_page_counts_what_the_player_plays_and_hides_the_card_until_then()
    {
        await using var context = await system.Open();
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        var wave = await system.OpenWave();
        await person.SignUp();
        await person.TakeTest();
        await person.Join();
        await system.Finish(wave);
        await person.LogIn();
        await SeesStatus(page, "Lolos");

        await page.GotoAsync("/video/1");
        await page.EvaluateAsync("document.querySelector('video').play()");
        await RunningPages.Eventually(async () => await PositionOf(page) > 1.5);
        // Skipping is undone by the page; what the server counts does not grow.
        await page.EvaluateAsync("document.querySelector('video').currentTime = 100");
        await RunningPages.Eventually(async () => await PositionOf(page) < 20);
        await page.Shoot("ponsel-video");
        var shown = await page.InnerTextAsync("#ditonton");

        Assert.Matches("^Terhitung [0-9] dari 120 detik$", shown);
        await page.GotoAsync("/kartu");
        Assert.Contains("••••", await page.InnerTextAsync(".card"), StringComparison.Ordinal);
    }

    private static Task<double> PositionOf(IPage page) =>
        page.EvaluateAsync<double>("document.querySelector('video').currentTime");

    private static async Task SeesStatus(IPage page, string status)
    {
        await page.GotoAsync("/dasbor");
        Assert.Contains(status, await page.Locator("main .lead").AllInnerTextsAsync());
    }

    private async Task Train(PagePerson person, string redeemCode, string prefix)
    {
        var page = person.Page;
        await page.GotoAsync("/pelatihan/1");
        Assert.Equal(redeemCode, await page.InnerTextAsync(".code"));
        await page.Shoot(prefix + "kode-voucher");
        await Provider("redemptions", new { redeemCode });
        await page.ReloadAsync();
        for (var question = 1; question <= 5; question++)
            await page.CheckAsync($"input[name=jawaban-{question}][value=a]");
        await person.Send();
        await page.Reaches("hasil=tes_awal$");
        await Provider("completions", new { redeemCode, score = 80 });
        await Provider("certificates", new { redeemCode, certificate = $"KDN/{person.Key[^8..].ToUpperInvariant()}" });
        await page.ReloadAsync();
        await page.Shoot(prefix + "ulasan");
        await person.Send();
        // A review without a rating and text: both fields say so, one after the other, and nothing is lost.
        Assert.NotEmpty(await page.InnerTextAsync(".fault"));
        await page.CheckAsync("input[name=rating][value='5']");
        await page.FillAsync("#ulasan", "Materinya jelas 😀\nTerima kasih.");
        await person.Send();
        Assert.Contains("hasil=ulasan", page.Url, StringComparison.Ordinal);
    }

    private async Task LinkWallet(PagePerson person)
    {
        var page = person.Page;
        await page.GotoAsync("/insentif");
        await page.SelectOptionAsync("#dompet", "GoPay");
        await page.FillAsync("#rekening", person.Phone.Insert(4, "-"));
        await page.Locator("form[action*=Wallet] button").ClickAsync();
        Assert.Contains("hasil=dompet", page.Url, StringComparison.Ordinal);
        var check = new { participant = person.Key, account = person.Phone, nik = person.Nik, kycVerified = true };
        await system.Ask(HttpMethod.Post, "payment-partners/wallet-checks", check, system.PaymentPartner);
    }

    private Task<JsonElement> Provider(string path, object body) =>
        system.Ask(HttpMethod.Post, "providers/" + path, body, system.Provider);
}
