using System.Net;

namespace Prakerja.Api.Tests.Fixtures;

/// <summary>
/// What management sets up before people come: partners, a course, waves. Made over HTTP, once each.
/// </summary>
public static class World
{
    private static int lastWave;

    public static ManagementKey Management(this RunningApi api)
    {
        ArgumentNullException.ThrowIfNull(api);
        return new ManagementKey(api.FirstKey);
    }

    public static Task<ManagementKey> KeyWith(this RunningApi api, params string[] roles) =>
        api.KeyNamed("key-" + Guid.NewGuid().ToString("N")[..12], roles);

    public static async Task<ManagementKey> KeyNamed(this RunningApi api, string name, params string[] roles)
    {
        var answer = await api.Post("management/keys", new { name, person = name, roles }, api.Management());
        return new ManagementKey(answer.Expect(HttpStatusCode.Created)["key"].GetString()!);
    }

    /// <summary>A key of another person, which another administrator made.</summary>
    public static async Task<ManagementKey> KeyOfAnother(this RunningApi api, params string[] roles)
    {
        var name = "key-" + Guid.NewGuid().ToString("N")[..12];
        var administrator = await api.KeyWith("administrator");
        var answer = await api.Post("management/keys", new { name, person = name, roles }, administrator);
        return new ManagementKey(answer.Expect(HttpStatusCode.Created)["key"].GetString()!);
    }

    public static Task<PartnerSignature> Platform(this RunningApi api, string? code = null) =>
        api.Register("platforms", code ?? Code("toko"), null);

    public static Task<PartnerSignature> Provider(this RunningApi api, string? code = null) =>
        api.Register("providers", code ?? Code("ajar"), null);

    public static Task<PartnerSignature> PaymentPartner(this RunningApi api, params string[] wallets) =>
        api.Register("payment-partners", Code("dompet"), wallets);

    /// <summary>
    /// A course of 600,000 rupiah, sold by one platform; its pre-test's answers are "abcde".
    /// </summary>
    public static async Task<string> Course(
        this RunningApi api,
        PartnerSignature provider,
        PartnerSignature platform,
        long price = 600_000,
        string code = "dasar")
    {
        ArgumentNullException.ThrowIfNull(platform);
        var answer = await api.Put(
            $"providers/courses/{code}",
            new { title = "Dasar Pemasaran", price, platforms = new[] { platform.Code }, preTestKey = "abcde" },
            provider);
        return answer.Expect(HttpStatusCode.OK)["code"].GetString()!;
    }

    /// <summary>A wave that is open for an hour, with places for everybody in the one province.</summary>
    /// <param name="draw">How the seed comes about; null for the default.</param>
    public static async Task<int> OpenWave(this RunningApi api, int places = 1_000, object? draw = null)
    {
        ArgumentNullException.ThrowIfNull(api);
        var number = 100 + Interlocked.Increment(ref lastWave);
        var now = api.Clock.GetUtcNow();
        var plan = new
        {
            number,
            opensAt = now.AddSeconds(-1),
            closesAt = now.AddHours(1),
            drawsAt = now.AddHours(2),
            announcesAt = now.AddHours(3),
            quotas = new[] { new { province = "32", places } },
            rollPartitions = 2,
            draw,
        };
        var answer = await api.Post("management/waves", plan, api.Management(), Guid.NewGuid().ToString("N"));
        answer.Expect(HttpStatusCode.Created);
        return number;
    }

    /// <summary>
    /// Lets the wave close, draw and announce, and waits until its winners have their cards.
    /// </summary>
    public static async Task Finish(this RunningApi api, int wave)
    {
        ArgumentNullException.ThrowIfNull(api);
        await api.Pass(TimeSpan.FromHours(4));
        await Eventually(async () =>
        {
            (await api.Post($"management/waves/{wave}/draw", caller: api.Management())).Expect(HttpStatusCode.OK);
            var view = (await api.Get($"waves/{wave}")).Expect(HttpStatusCode.OK);
            var awards = view["awards"];
            return awards.ValueKind == System.Text.Json.JsonValueKind.Object
                && awards.GetProperty("awarded").GetInt64() + awards.GetProperty("notTaken").GetInt64()
                    >= awards.GetProperty("selected").GetInt64();
        });
    }

    /// <summary>A person with a card, logged in, who has seen the videos.</summary>
    public static async Task<Person> Recipient(this RunningApi api)
    {
        var wave = await api.OpenWave();
        var person = await new Person(api).Registered();
        (await person.Join(wave)).Expect(HttpStatusCode.Accepted);
        await api.Finish(wave);
        return await (await person.LogIn()).WatchVideos();
    }

    public static async Task Pass(this RunningApi api, TimeSpan time) =>
        (await api.Post(
            "management/rehearsal/clock", new { advanceSeconds = (long)time.TotalSeconds }, api.Management()))
        .Expect(HttpStatusCode.OK);

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

    private static async Task<PartnerSignature> Register(
        this RunningApi api, string kind, string code, string[]? wallets)
    {
        var name = "Mitra " + code;
        object body = wallets is null ? new { code, name } : new { code, name, wallets };
        var answer = (await api.Post($"management/{kind}", body, api.Management())).Expect(HttpStatusCode.Created);
        return new PartnerSignature(code, answer["secret"].GetString()!);
    }

    private static string Code(string prefix) => $"{prefix}-{Guid.NewGuid().ToString("N")[..10]}";
}
