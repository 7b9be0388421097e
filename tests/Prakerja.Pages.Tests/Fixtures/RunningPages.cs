using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Prakerja.Api;
using Prakerja.Grains.Programme;

namespace Prakerja.Pages.Tests.Fixtures;

/// <summary>
/// The real system in this process, and a real Chromium. Partners and management act over the API; participants use
/// the pages.
/// </summary>
public sealed class RunningPages : IAsyncLifetime
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("prakerja-pages-");
    private WebApplication? app;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private int lastWave = 100;

    public string Address { get; private set; } = "";

    public HttpClient Http { get; private set; } = new();

    public IServiceProvider Services => app!.Services;

    public IdentityKey Identity => Services.GetRequiredService<IdentityKey>();

    public ProgrammeClock Clock => Services.GetRequiredService<ProgrammeClock>();

    public Partner Platform { get; private set; } = null!;

    public Partner Provider { get; private set; } = null!;

    public Partner PaymentPartner { get; private set; } = null!;

    public string Course { get; private set; } = "";

    private string ManagementKey { get; set; } = "";

    public async ValueTask InitializeAsync()
    {
        app = ApiProgram.Build(
            [
                "--urls=http://127.0.0.1:0",
                "--environment=Development",
                $"--Prakerja:Data={data.FullName}",
                "--Prakerja:Demo:Enabled=false",
                "--Prakerja:SourceLimits:Enabled=false",
                "--Prakerja:Programme:OneTimeCodesPerHour=100",
            ],
            builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        Address = app.Urls.Single();
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(Address) };
        ManagementKey = (await File.ReadAllTextAsync(Path.Combine(data.FullName, "management.key"))).Trim();
        // On 15 December all cards end: early in a year it is far.
        var now = Clock.GetUtcNow();
        await Pass(new DateTimeOffset(now.Year + 1, 2, 1, 3, 0, 0, TimeSpan.Zero) - now);
        Platform = await Register("platforms", new { code = "tokopedia", name = "Tokopedia" });
        Provider = await Register("providers", new { code = "karya-digital", name = "Karya Digital Nusantara" });
        PaymentPartner = await Register(
            "payment-partners", new { code = "gopay", name = "GoPay", wallets = new[] { "goPay" } });
        var course = new
        {
            title = "Excel untuk Administrasi Kantor",
            price = 600_000,
            platforms = new[] { "tokopedia" },
            preTestKey = "abcde",
        };
        var answer = await Ask(HttpMethod.Put, "providers/courses/dasar-excel", course, Provider);
        Course = answer.GetProperty("code").GetString()!;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("PRAKERJA_CHROMIUM") ?? "/usr/bin/chromium",
            // The tests run as root in a container, where the sandbox of Chromium does not start.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required"],
        });
    }

    /// <summary>A browser of one person: a small phone, unless said otherwise.</summary>
    public async Task<IBrowserContext> Open(
        bool hasJavaScript = true,
        string language = "id",
        ColorScheme scheme = ColorScheme.Light,
        bool isPhone = true)
    {
        var context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            JavaScriptEnabled = hasJavaScript,
            ColorScheme = scheme,
            ViewportSize = isPhone ? new() { Width = 360, Height = 640 } : new() { Width = 1280, Height = 900 },
        });
        await context.AddCookiesAsync([new Cookie { Name = "bahasa", Value = language, Url = Address }]);
        // A page answers within milliseconds; what takes longer than this will not come.
        context.SetDefaultTimeout(10_000);
        return context;
    }

    /// <summary>
    /// A wave that is open for an hour, the only one: the dashboard offers one wave, and it must not be that of an
    /// earlier test.
    /// </summary>
    public async Task<int> OpenWave()
    {
        if (await FindOpenWave() is not null) await Pass(TimeSpan.FromMinutes(65));
        var number = Interlocked.Increment(ref lastWave);
        var now = Clock.GetUtcNow();
        var plan = new
        {
            number,
            opensAt = now.AddSeconds(-1),
            closesAt = now.AddHours(1),
            drawsAt = now.AddHours(2),
            announcesAt = now.AddHours(3),
            quotas = new[] { new { province = "32", places = 1_000 }, new { province = "31", places = 1_234 } },
            rollPartitions = 2,
        };
        await Ask(HttpMethod.Post, "management/waves", plan);
        // The list of waves is up to a second old.
        await Eventually(async () => await FindOpenWave() == number);
        return number;
    }

    /// <summary>Lets the wave close, draw and announce, and waits until its winners have their cards.</summary>
    public async Task Finish(int wave)
    {
        await Pass(TimeSpan.FromHours(4));
        await Eventually(async () =>
        {
            await Ask(HttpMethod.Post, $"management/waves/{wave}/draw", null);
            var view = await Ask(HttpMethod.Get, $"waves/{wave}", null);
            var awards = view.GetProperty("awards");
            if (awards.ValueKind != JsonValueKind.Object) return false;
            Assert.NotEqual(0, view.GetProperty("applicants").GetInt64());
            return awards.GetProperty("awarded").GetInt64() >= awards.GetProperty("selected").GetInt64();
        });
    }

    public Task Pass(TimeSpan time) => Ask(
        HttpMethod.Post, "management/rehearsal/clock", new { advanceSeconds = (long)time.TotalSeconds });

    /// <summary>A request to the API that must succeed: of a partner, or of management.</summary>
    public async Task<JsonElement> Ask(HttpMethod method, string path, object? body, Partner? caller = null)
    {
        var bytes = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web);
        using var request = new HttpRequestMessage(method, "/api/v1/" + path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(bytes);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        if (caller is null) request.Headers.Authorization = new AuthenticationHeaderValue("Key", ManagementKey);
        else caller.Sign(request, bytes, Clock.GetUtcNow());
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public static async Task Eventually(Func<Task<bool>> holds)
    {
        ArgumentNullException.ThrowIfNull(holds);
        for (var tries = 0; tries < 200; tries++)
        {
            if (await holds()) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        }

        Assert.Fail("It did not come true within 10 s.");
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        Http.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        data.Delete(recursive: true);
    }

    private async Task<int?> FindOpenWave()
    {
        using var answer = await Http.GetAsync(
            new Uri("/api/v1/waves/current", UriKind.Relative), TestContext.Current.CancellationToken);
        if (!answer.IsSuccessStatusCode) return null;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("number").GetInt32();
    }

    private async Task<Partner> Register(string kind, object body)
    {
        var answer = await Ask(HttpMethod.Post, "management/" + kind, body);
        return new Partner(answer.GetProperty("code").GetString()!, answer.GetProperty("secret").GetString()!);
    }
}

/// <summary>A partner that signs its requests.</summary>
public sealed record Partner(string Code, string Secret)
{
    internal void Sign(HttpRequestMessage request, byte[] body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomNumberGenerator.GetHexString(24);
        var path = request.RequestUri!.OriginalString;
        byte[] text = [.. Encoding.UTF8.GetBytes($"{Code}{timestamp}{nonce}{request.Method.Method}{path}"), .. body];
        request.Headers.Add("client_code", Code);
        request.Headers.Add("timestamp", timestamp);
        request.Headers.Add("nonce", nonce);
        request.Headers.Add(
            "signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Secret), text)));
    }
}
