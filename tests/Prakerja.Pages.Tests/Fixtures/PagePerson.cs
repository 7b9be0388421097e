using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Prakerja.Api.Pages;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Pages.Tests.Fixtures;

/// <summary>A made-up person with a browser, who clicks through the pages as they are shown.</summary>
public sealed class PagePerson(RunningPages system, IPage page)
{
    private static int lastSerial;

    private readonly int serial = Interlocked.Increment(ref lastSerial);
    private int codes;

    public IPage Page => page;

    public string Nik => Grains.Programme.Nik
        .Create(new RegencyCode(3201), 1 + (serial / 9000), BirthDate, Sex.Female, 1 + (serial % 9000)).Reveal();

    public string Phone => string.Create(CultureInfo.InvariantCulture, $"0812{serial:D8}");

    public string Key => ParticipantKey.Of(ParseNik(), system.Identity);

    private static DateOnly BirthDate { get; } = new(1994, 3, 17);

    public async Task SignUp()
    {
        await SendSignUp();
        // Typed in two groups, as people read long numbers.
        await page.FillAsync("#kode", (await SignUpCode(1)).Insert(4, " "));
        await Send();
        await ExpectPath("/dasbor");
    }

    /// <summary>Signs up as far as the page that asks for the code.</summary>
    public async Task SendSignUp(string name = "Siti Rahmawati")
    {
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Daftar sekarang|Apply now|Buat akun") })
            .First.ClickAsync();
        // Typed with blanks and dashes, as on the card.
        await page.FillAsync("#nik", string.Join(' ', Nik.Chunk(4).Select(part => new string(part))));
        await page.FillAsync("#kk", string.Create(CultureInfo.InvariantCulture, $"3201-0101-0120-{serial:D4}"));
        await page.FillAsync("#nama", name);
        await page.FillAsync("#lahir", "1994-03-17");
        await page.CheckAsync("input[name=kelamin][value=Female]");
        await page.FillAsync("#ibu", "Aminah");
        await Send();
        await page.FillAsync("#telepon", Phone);
        await page.FillAsync("#email", string.Create(CultureInfo.InvariantCulture, $"siti.{serial}@surat.example"));
        await page.SelectOptionAsync("#provinsi", "32");
        await Send();
        await page.CheckAsync("input[name=pekerjaan][value=LaidOff]");
        await page.CheckAsync("input[name=sekolah][value=tidak]");
        await Send();
        await page.CheckAsync("input[name=pernyataan]");
        await Send();
        await ExpectPath("/daftar/kode");
    }

    public async Task TakeTest()
    {
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new("Kerjakan tes|Take the test") }).ClickAsync();
        await Send();
        foreach (var answer in "aaaaaacbdacebabdac")
        {
            await page.CheckAsync($"input[name=jawaban][value={answer}]");
            await Send();
        }

        await Send();
        await ExpectPath("/dasbor");
    }

    public async Task Join()
    {
        await page.ClickAsync("#gabung button");
        await page.Reaches("/dasbor\\?hasil=gabung$");
    }

    /// <summary>Logs in as far as the page that asks for the code.</summary>
    public async Task SendLogIn()
    {
        await page.GotoAsync("/masuk");
        await page.FillAsync("#telepon", Phone);
        await Send();
        await ExpectPath("/masuk/kode");
    }

    public async Task LogIn()
    {
        await SendLogIn();
        // The browser kept the proof of its first log-in, so this device is known.
        await page.FillAsync("#kode", NextCode(CodePurpose.LogIn));
        await Send();
        await page.Reaches("^(?!.*/masuk)");
    }

    /// <summary>Watches the videos by the heartbeats of the player, while the clock goes on.</summary>
    public async Task WatchVideos()
    {
        for (var video = 1; video <= 3; video++)
        {
            var grain = system.Services.GetRequiredService<IGrainFactory>().GetParticipant(Key);
            for (var position = 0; position <= 120; position += 30)
            {
                Assert.Null((await grain.WatchVideo(new(video, position))).Refusal);
                await system.Pass(TimeSpan.FromSeconds(30));
            }
        }
    }

    /// <summary>Buys the course at the platform, with the number that the page of the card shows.</summary>
    public async Task<string> Buy()
    {
        await page.GotoAsync("/kartu");
        var number = (await page.InnerTextAsync(".card .code")).Replace(" ", "", StringComparison.Ordinal);
        await system.Ask(HttpMethod.Post, "platforms/purchase-codes", new { cardNumber = number }, system.Platform);
        var body = new { cardNumber = number, code = NextCode(CodePurpose.Purchase), course = system.Course };
        var bought = await system.Ask(HttpMethod.Post, "platforms/purchases", body, system.Platform);
        return bought.GetProperty("redeemCode").GetString()!;
    }

    /// <summary>Presses the first button of the content, as Enter does.</summary>
    public Task Send() => page.Locator("main form[method=post] button").First.ClickAsync();

    public async Task ExpectPath(string path) => Assert.Equal(
        path, new Uri(page.Url).AbsolutePath + await FaultsOf());

    public string NextCode(CodePurpose purpose) => OneTimeCodes.DigitsOf(system.Identity, Key, purpose, ++codes);

    /// <summary>
    /// The digits of a code of the attempt to sign up. Only the encrypted cookie of this browser names the attempt.
    /// </summary>
    public async Task<string> SignUpCode(int number)
    {
        var context = new DefaultHttpContext { RequestServices = system.Services };
        context.Request.Headers.Cookie = string.Join(
            "; ", (await page.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        var cookies = system.Services.GetRequiredService<ProtectedCookies>();
        var attempt = new SignUpDraft(cookies.Read(context, ProtectedCookies.SignUp)).Attempt;
        return OneTimeCodes.DigitsOf(system.Identity, attempt, CodePurpose.VerifyPhone, number);
    }

    private async Task<string> FaultsOf() =>
        string.Concat(await page.Locator(".fault:not(:empty), .notice.bad").AllInnerTextsAsync());

    private Nik ParseNik() => Grains.Programme.Nik.TryParse(Nik, out var nik, out _)
        ? nik
        : throw new InvalidOperationException("The NIK is malformed.");
}
