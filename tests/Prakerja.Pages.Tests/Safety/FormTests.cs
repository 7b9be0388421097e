using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Prakerja.Pages.Tests.Fixtures;

namespace Prakerja.Pages.Tests.Safety;

/// <summary>Forms with bad input, sent twice, without a session, and after the wave has closed.</summary>
public sealed class FormTests(RunningPages system)
{
    [Fact]
    public async Task Each_fault_of_a_sign_up_is_beside_its_field_and_nothing_typed_is_lost()
    {
        await using var context = await system.Open();
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        await page.GotoAsync("/daftar");
        await page.FillAsync("#nik", "12 34");
        await page.FillAsync("#nama", "سيتي 😀");
        await person.Send();

        Assert.Equal(["NIK harus 16 angka"], await page.Locator("#nik-salah").AllInnerTextsAsync());
        Assert.Equal(["Nomor Kartu Keluarga tidak sah"], await page.Locator("#kk-salah").AllInnerTextsAsync());
        Assert.NotEmpty(await page.InnerTextAsync("#lahir-salah"));
        Assert.NotEmpty(await page.InnerTextAsync("#kelamin-salah"));
        Assert.Equal(["Nama ibu kandung tidak sah"], await page.Locator("#ibu-salah").AllInnerTextsAsync());
        Assert.Equal(0, await page.Locator("#nama-salah").CountAsync());
        Assert.Equal("12 34", await page.InputValueAsync("#nik"));
        Assert.Equal("سيتي 😀", await page.InputValueAsync("#nama"));
        await page.GotoAsync("/");
        await page.GotoAsync("/daftar");
        Assert.Equal("سيتي 😀", await page.InputValueAsync("#nama"));
        await page.GotoAsync("/daftar?langkah=4");
        Assert.Contains("langkah=1", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_is_sent_without_a_session_is_kept_until_after_the_log_in()
    {
        await using var context = await system.Open(hasJavaScript: false);
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        await person.SignUp();
        await page.GotoAsync("/pengaduan");
        await page.SelectOptionAsync("#kategori", "SignUp");
        var text = string.Concat(Enumerable.Repeat("Tolong 😀 ", 190));
        await page.FillAsync("#teks", text);
        await context.ClearCookiesAsync(new() { Name = "prakerja" });
        await page.Locator("form[action='/pengaduan'] button").ClickAsync();

        Assert.Contains("tersimpan", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.FillAsync("#telepon", person.Phone);
        await person.Send();
        await page.FillAsync("#kode", person.NextCode(Grains.Participants.CodePurpose.LogIn));
        await person.Send();
        await person.ExpectPath("/lanjut");
        await page.ReloadAsync();
        await person.Send();

        Assert.Contains("hasil=pengaduan", page.Url, StringComparison.Ordinal);
        Assert.Contains(text.Trim(), await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_complaint_that_is_sent_twice_is_filed_once()
    {
        await using var context = await system.Open(hasJavaScript: false);
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        await person.SignUp();
        await page.GotoAsync("/pengaduan");
        var form = context.APIRequest.CreateFormData();
        foreach (var name in (string[])["token", "kunci"])
            form.Set(name, await page.Locator($"form[action='/pengaduan'] input[name={name}]").InputValueAsync());
        form.Set("kategori", "Card");
        form.Set("teks", "Sekali saja.");
        var first = await context.APIRequest.PostAsync("/pengaduan", new() { Form = form });
        var second = await context.APIRequest.PostAsync("/pengaduan", new() { Form = form });

        Assert.Contains("hasil=pengaduan", first.Url, StringComparison.Ordinal);
        Assert.Equal(first.Url, second.Url);
        await page.GotoAsync("/pengaduan");
        Assert.Equal(1, await page.Locator("main .list > li").CountAsync());
    }

    [Fact]
    public async Task A_stale_page_of_a_wave_that_has_closed_says_so_and_joins_nothing()
    {
        await using var context = await system.Open();
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        await system.OpenWave();
        await person.SignUp();
        await person.TakeTest();
        // A log-in lasts an hour, and so does the wave: another log-in keeps the session longer than the wave.
        await system.Pass(TimeSpan.FromMinutes(50));
        await person.LogIn();
        await page.Locator("#gabung button").WaitForAsync();
        await system.Pass(TimeSpan.FromMinutes(15));
        await page.Locator("#gabung button").ClickAsync();

        Assert.Contains("Gelombang sudah ditutup", await page.InnerTextAsync("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("#gabung").CountAsync());
    }

    [Fact]
    public async Task A_pasted_code_with_text_around_it_logs_in()
    {
        await using var context = await system.Open();
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        await person.SignUp();
        await page.GotoAsync("/masuk");
        await page.FillAsync("#telepon", person.Phone.Insert(4, " ").Insert(9, "-"));
        await person.Send();
        var code = person.NextCode(Grains.Participants.CodePurpose.LogIn);
        await page.EvaluateAsync("text => navigator.clipboard.writeText(text)", $"Kode Anda {code[..3]} {code[3..]}.");
        await page.FocusAsync("#kode");
        await page.Keyboard.PressAsync("Control+V");
        await page.Keyboard.PressAsync("Enter");

        await page.Reaches("/dasbor$");
    }

    [Fact]
    public async Task The_countdown_is_right_on_a_phone_with_a_wrong_clock()
    {
        await system.OpenWave();
        await using var context = await system.Open();
        await context.AddInitScriptAsync(
            """
            const Real = Date;
            globalThis.Date = class extends Real {
              constructor(...parts) { super(...(parts.length > 0 ? parts : [0])); }
              static now() { return 0; }
            };
            """);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");

        Assert.Equal(0, await page.EvaluateAsync<int>("Date.now()"));
        var countdown = page.Locator(".countdown");
        await Assertions.Expect(countdown).ToHaveTextAsync(new Regex("^[0-9]{2}:[0-9]{2}:[0-9]{2}$"));
        var until = (await countdown.GetAttributeAsync("data-until"))!;
        var left = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(until, CultureInfo.InvariantCulture))
            - system.Clock.GetUtcNow();
        var shown = TimeSpan.Parse(await countdown.InnerTextAsync(), CultureInfo.InvariantCulture);
        Assert.InRange(shown, left - TimeSpan.FromSeconds(5), left + TimeSpan.FromSeconds(5));
    }
}
