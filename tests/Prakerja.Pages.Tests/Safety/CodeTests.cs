using Prakerja.Grains.Participants;
using Prakerja.Pages.Tests.Fixtures;

namespace Prakerja.Pages.Tests.Safety;

/// <summary>Codes of a sign-up and of a log-in: their lengths, another code, another phone, another device.</summary>
public sealed class CodeTests(RunningPages system)
{
    [Fact]
    public async Task A_log_in_on_an_unknown_device_takes_eight_digits_with_blanks()
    {
        await using var context = await system.Open(hasJavaScript: false);
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        await person.SignUp();
        await context.ClearCookiesAsync();
        await person.SendLogIn();
        var code = person.NextCode(CodePurpose.LogInElsewhere);
        await page.FillAsync("#kode", code[..6]);
        await person.Send();

        Assert.Contains("periksa jumlah angkanya", await page.InnerTextAsync("#kode-salah"), StringComparison.Ordinal);
        await page.FillAsync("#kode", $" {code[..4]} {code[4..6]}-{code[6..]} ");
        await person.Send();
        await person.ExpectPath("/dasbor");
    }

    [Fact]
    public async Task A_second_code_of_a_sign_up_replaces_the_first()
    {
        await using var context = await system.Open(hasJavaScript: false);
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        await person.SendSignUp();
        await page.Locator("form[action*=Again] button").ClickAsync();
        await person.ExpectPath("/daftar/kode");
        await page.FillAsync("#kode", await person.SignUpCode(1));
        await person.Send();

        Assert.Equal("Kode OTP salah atau sudah tidak berlaku", await page.InnerTextAsync("#kode-salah"));
        await page.FillAsync("#kode", await person.SignUpCode(2));
        await person.Send();
        await person.ExpectPath("/dasbor");
    }

    [Fact]
    public async Task A_change_after_sending_needs_another_attempt()
    {
        await using var context = await system.Open(hasJavaScript: false);
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        await person.SendSignUp();
        await page.GotoAsync("/daftar?langkah=2");
        await person.Send();
        await page.GotoAsync("/daftar/kode");

        // The code of the first attempt would prove a phone that the page no longer shows.
        await person.ExpectPath("/daftar");
    }

    [Fact]
    public async Task A_person_who_is_registered_learns_it_after_the_proof_and_is_led_to_the_log_in()
    {
        await using var context = await system.Open(hasJavaScript: false);
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        await person.SignUp();
        await context.ClearCookiesAsync();
        // With exactly the same data it would be the lost answer of the first proof, and a log-in.
        await person.SendSignUp("Siti Rahma");
        await page.FillAsync("#kode", await person.SignUpCode(1));
        await person.Send();

        Assert.Equal(["NIK ini sudah terdaftar"], await page.Locator("[role=alert]").AllInnerTextsAsync());
        Assert.Equal(1, await page.Locator("main a[href='/masuk']").CountAsync());
    }
}
