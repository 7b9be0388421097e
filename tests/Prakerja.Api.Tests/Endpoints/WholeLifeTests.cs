using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>One participant from sign-up to incentive, by HTTP alone, on a system of its own.</summary>
public sealed class WholeLifeTests : IAsyncLifetime
{
    private readonly RunningApi api = new();

    public ValueTask InitializeAsync() => api.InitializeAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Participant_FromSignUpToIncentive_ThenNothingPersonalIsInTheLog()
    {
        var platform = await api.Platform();
        var provider = await api.Provider();
        var partner = await api.PaymentPartner("goPay");
        var course = await api.Course(provider, platform);
        var wave = await api.OpenWave();
        var person = await new Person(api).Registered();

        var joined = (await person.Join(wave)).Expect(HttpStatusCode.Accepted);
        Assert.Equal("Menunggu Gelombang Ditutup", joined["statusText"].GetString());
        await api.Finish(wave);
        await person.LogIn();
        var dashboard = (await api.Get("participants/me", person.Token)).Expect(HttpStatusCode.OK);
        Assert.Equal("Lolos", dashboard["application"].GetProperty("statusText").GetString());
        Assert.Equal(1_000_000, dashboard["card"].GetProperty("balance").GetInt64());
        Assert.Null(dashboard["card"].GetProperty("number").GetString());

        await person.WatchVideos();
        var sold = (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        Assert.Equal(400_000, sold["balanceAfter"].GetInt64());
        await Train(person, provider);
        await LinkWallet(person, partner);
        var incentives = await PaidIncentives(person);

        Assert.Equal(600_000, incentives["paid"].GetInt64());
        await SumOfBooksIsZero();
        NothingPersonalIsLogged(person, platform, provider);
    }

    private async Task Train(Person person, PartnerSignature provider)
    {
        var redeem = new { redeemCode = person.RedeemCode };
        (await api.Post("providers/redemptions", redeem, provider, "redeem")).Expect(HttpStatusCode.OK);
        (await api.Post("participants/me/purchases/1/pre-test", new { answers = "abcda" }, person.Token))
            .Expect(HttpStatusCode.OK);
        (await api.Post("providers/completions", new { redeemCode = person.RedeemCode, score = 80 }, provider, "done"))
            .Expect(HttpStatusCode.OK);
        var certificate = $"{person.Key[^8..].ToUpperInvariant()}/SERT-PKJ/X/2021";
        var issue = new { redeemCode = person.RedeemCode, certificate };
        (await api.Post("providers/certificates", issue, provider, "paper")).Expect(HttpStatusCode.OK);
        // As it stands on the paper, and with its slashes escaped, as many clients send them.
        (await api.Get($"certificates?number={certificate}")).Expect(HttpStatusCode.OK);
        var asked = $"certificates?number={Uri.EscapeDataString(certificate)}";
        var shown = (await api.Get(asked)).Expect(HttpStatusCode.OK);
        (await api.Get($"certificates?number={certificate}0"))
            .ExpectProblem(HttpStatusCode.NotFound, "certificate.unknown");
        (await api.Get("certificates")).ExpectProblem(HttpStatusCode.BadRequest, "request.bad");
        Assert.DoesNotContain(person.Name, shown.Body.GetRawText(), StringComparison.Ordinal);
        var review = new { rating = 5, review = "Materinya jelas." };
        var reviewed = await api.Post("participants/me/purchases/1/review", review, person.Token, "review");
        Assert.Equal("reviewed", reviewed.Expect(HttpStatusCode.OK)["status"].GetString());
    }

    private async Task LinkWallet(Person person, PartnerSignature partner)
    {
        var wallet = new { provider = "goPay", account = "081234567890" };
        (await api.Post("participants/me/wallet", wallet, person.Token, "wallet")).Expect(HttpStatusCode.OK);
        var check = new { participant = person.Key, wallet.account, nik = person.Nik, kycVerified = true };
        (await api.Post("payment-partners/wallet-checks", check, partner, "check")).Expect(HttpStatusCode.NoContent);
    }

    private async Task<ApiAnswer> PaidIncentives(Person person)
    {
        ApiAnswer? incentives = null;
        await World.Eventually(async () =>
        {
            incentives = (await api.Get("participants/me/incentives", person.Token)).Expect(HttpStatusCode.OK);
            return incentives["paid"].GetInt64() > 0;
        });
        return incentives!;
    }

    private async Task SumOfBooksIsZero() => await World.Eventually(async () =>
    {
        var figures = (await api.Get("management/figures", api.Management())).Expect(HttpStatusCode.OK);
        var accounts = figures["accounts"];
        Assert.Equal(0, accounts.EnumerateObject().Sum(account => account.Value.GetInt64()));
        return figures["isCaughtUp"].GetBoolean() && accounts.GetProperty("incentives").GetInt64() == 600_000;
    });

    private void NothingPersonalIsLogged(Person person, PartnerSignature platform, PartnerSignature provider)
    {
        ImmutableArray<string> secrets =
            [.. person.Secrets, person.Token.Token, api.FirstKey, platform.Secret, provider.Secret, "081234567890"];
        Assert.NotEmpty(api.Log.Lines);
        Assert.All(secrets, secret => Assert.NotEmpty(secret));
        var found = secrets.Where(secret => api.Log.Lines.Any(
            line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        Assert.Empty(found.Select(secret => secrets.IndexOf(secret).ToString(CultureInfo.InvariantCulture)));
    }
}
