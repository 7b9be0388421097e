using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Prakerja.Pages.Tests.Fixtures;
using Prakerja.Pages.Tests.Look;

namespace Prakerja.Pages.Tests.Safety;

public sealed partial class HeaderTests(RunningPages system)
{
    [Fact]
    public async Task Every_page_forbids_inline_script_and_style_and_has_none()
    {
        var finished = await FinishedPerson.Of(system);
        await using var context = await system.OpenAs(finished, "id", ColorScheme.Light);
        var page = await context.NewPageAsync();
        var complaints = new List<string>();
        page.Console += (_, message) => complaints.Add(message.Text);
        foreach (var address in EveryPage.Of(finished))
        {
            var response = (await page.GotoAsync(address))!;
            var policy = await response.HeaderValueAsync("content-security-policy");
            Assert.NotNull(policy);
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", await response.HeaderValueAsync("x-content-type-options"));
            Assert.Equal("no-store", await response.HeaderValueAsync("cache-control"));
            var html = await response.TextAsync();
            Assert.DoesNotMatch(InlineCode(), html);
            Assert.All(PostForms().Matches(html), form =>
                Assert.Contains("name=\"token\"", form.Value, StringComparison.Ordinal));
        }

        // The browser reports a breach of the policy in its console; a missing page is reported there as well.
        Assert.DoesNotContain(
            complaints, text => text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("/masuk", "telepon=081234567890")]
    [InlineData("/daftar?langkah=2", "telepon=081234567890")]
    public async Task A_form_without_its_antiforgery_token_is_refused(string address, string form)
    {
        using var content = new StringContent(form, null, "application/x-www-form-urlencoded");
        using var answer = await system.Http.PostAsync(
            new Uri(address, UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_session_cookie_is_hidden_from_scripts_and_from_other_sites()
    {
        var finished = await FinishedPerson.Of(system);

        Assert.Matches("\"name\":\"prakerja\"[^}]*\"httpOnly\":true[^}]*\"sameSite\":\"Lax\"", finished.State);
        Assert.Matches("\"name\":\"prakerja-device\"[^}]*\"httpOnly\":true[^}]*\"sameSite\":\"Lax\"", finished.State);
    }

    [Theory]
    [InlineData("/dasbor")]
    [InlineData("/tes")]
    [InlineData("/video")]
    [InlineData("/video/1")]
    [InlineData("/kartu")]
    [InlineData("/pelatihan")]
    [InlineData("/pelatihan/1")]
    [InlineData("/insentif")]
    [InlineData("/pengaduan")]
    [InlineData("/pengaduan/y-x")]
    [InlineData("/profil")]
    [InlineData("/lanjut")]
    [InlineData("/keluar")]
    public async Task A_page_of_a_participant_sends_a_stranger_to_the_log_in(string address)
    {
        using var answer = await system.Http.GetAsync(
            new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/masuk?kembali=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//jahat.example")]
    [InlineData("/\\jahat.example")]
    [InlineData("https://jahat.example")]
    public async Task The_language_switch_leads_to_no_other_host(string back)
    {
        using var answer = await system.Http.GetAsync(
            new Uri("/bahasa/en?kembali=" + Uri.EscapeDataString(back), UriKind.Relative),
            TestContext.Current.CancellationToken);

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Files_are_compressed_and_kept_for_ever()
    {
        var html = await system.Http.GetStringAsync(
            new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, Stylesheet().Match(html).Value);
        request.Headers.Add("Accept-Encoding", "br");
        using var answer = await system.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [GeneratedRegex("<style|<script(?![^>]*\\bsrc=)|\\sstyle=\"|\\son[a-z]+=\"")]
    private static partial Regex InlineCode();

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex PostForms();

    [GeneratedRegex("/aset/gaya\\.[0-9a-f]+\\.css")]
    private static partial Regex Stylesheet();
}
