using System.Net;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>How staff find a person, and what they see.</summary>
public sealed class PeopleTests(RunningApi api)
{
    [Fact]
    public async Task Search_EveryKindOfValue_FindsItsHolder()
    {
        var person = await api.Recipient();
        var (platform, provider, partner) =
            (await api.Platform(), await api.Provider(), await api.PaymentPartner("ovo"));
        (await person.Buy(platform, await api.Course(provider, platform))).Expect(HttpStatusCode.Created);
        var (certificate, wallet) = await Finish(person, provider, partner);
        (await api.Post("participants/me/email/code", caller: person.Token)).Expect(HttpStatusCode.Accepted);
        var code = person.NextCode(CodePurpose.ConfirmEmail);
        (await api.Post("participants/me/email/confirmation", new { code }, person.Token))
            .Expect(HttpStatusCode.NoContent);

        foreach (var search in (object[])
            [
                new { by = "nik", value = person.Nik },
                new { by = "familyCard", value = person.FamilyCard },
                new { by = "phone", value = person.Phone },
                new { by = "email", value = person.Email.ToUpperInvariant() },
                new { by = "card", value = person.CardNumber },
                new { by = "redeemCode", value = person.RedeemCode },
                new { by = "certificate", value = certificate },
                new { by = "wallet", value = wallet, provider = "ovo" },
            ])
        {
            var found = await Search(search);

            Assert.True(found.Body.GetArrayLength() == 1, $"{search}: {found.Body}");
            Assert.Equal(person.Key, found.Body[0].GetProperty("participant").GetString());
            foreach (var secret in (string[])[person.Nik, person.Name, person.Email, person.Phone[3..]])
                Assert.DoesNotContain(secret, found.Body.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Search_ValueOfNobody_FindsNobody()
    {
        Assert.Equal(0, (await Search(new { by = "nik", value = new Person(api).Nik })).Body.GetArrayLength());
        Assert.Equal(0, (await Search(new { by = "phone", value = "081277766655" })).Body.GetArrayLength());
        // A sign-up that is not proven is nobody yet.
        var person = await new Person(api).SignUp();
        Assert.Equal(0, (await Search(new { by = "phone", value = person.Phone })).Body.GetArrayLength());
        Assert.Equal(0, (await Search(new { by = "nik", value = person.Nik })).Body.GetArrayLength());
    }

    [Theory]
    [InlineData("nik", "12", "nik.not_sixteen_digits")]
    [InlineData("phone", "12", "request.out_of_range")]
    [InlineData("card", "12", "request.out_of_range")]
    [InlineData("wallet", "081234567890", "request.out_of_range")]
    [InlineData("name", "Siti", "request.wrong_type")]
    public async Task Search_MalformedValue_Returns400(string by, string value, string code) =>
        (await api.Post("management/participants/search", new { by, value }, await api.KeyWith("operator")))
        .ExpectProblem(HttpStatusCode.BadRequest, code);

    [Fact]
    public async Task GetParticipant_BeforeALook_ShowsNoPersonalData()
    {
        var person = await api.Recipient();

        var view = (await api.Get($"management/participants/{person.Key}", await api.KeyWith("auditor")))
            .Expect(HttpStatusCode.OK);

        Assert.Equal("active", view["money"].GetProperty("card").GetString());
        Assert.Contains(
            "Kartu diberikan", view["history"].EnumerateArray().Select(line => line.GetProperty("text").GetString()));
        foreach (var secret in person.Secrets.Where(secret => secret.Length > 0))
            Assert.DoesNotContain(secret, view.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostLook_WithAReason_OpensTheProfileAndShowsToThePerson()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        Assert.Equal(0, (await api.Get("participants/me/looks", person.Token)).Body.GetArrayLength());
        var path = $"management/participants/{person.Key}/looks";
        var officer = await api.KeyWith("operator");

        (await api.Post(path, new { reason = " " }, officer))
            .ExpectProblem(HttpStatusCode.BadRequest, "management.reason_missing");
        var profile = (await api.Post(path, new { reason = "Peserta menelepon." }, officer)).Expect(HttpStatusCode.OK);

        Assert.Equal(person.Nik, profile["nik"].GetString());
        var look = Assert.Single((await api.Get("participants/me/looks", person.Token)).Body.EnumerateArray());
        Assert.Equal("Peserta menelepon.", look.GetProperty("reason").GetString());
        Assert.StartsWith("key-", look.GetProperty("by").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PostLook_UnknownParticipant_Returns404()
    {
        var officer = await api.KeyWith("approver");
        foreach (var key in (string[])["none", "p-00000000000000000000000000000000"])
            (await api.Post($"management/participants/{key}/looks", new { reason = "Salah." }, officer))
                .ExpectProblem(HttpStatusCode.NotFound, "participant.unknown");
    }

    [Fact]
    public void EveryEventOfAParticipant_HasAText() => Assert.All(
        new EventNames<ParticipantEvent>("participant").All, name => Assert.True(HistoryTexts.Has(name), name));

    private async Task<ApiAnswer> Search(object search) =>
        (await api.Post("management/participants/search", search, await api.KeyWith("operator")))
        .Expect(HttpStatusCode.OK);

    private async Task<(string Certificate, string Wallet)> Finish(
        Person person, PartnerSignature provider, PartnerSignature partner)
    {
        var certificate = "SERT/" + Guid.NewGuid().ToString("N")[..8];
        var code = person.RedeemCode;
        (await api.Post("providers/redemptions", new { redeemCode = code }, provider, "redeem"))
            .Expect(HttpStatusCode.OK);
        (await api.Post("participants/me/purchases/1/pre-test", new { answers = "abcda" }, person.Token))
            .Expect(HttpStatusCode.OK);
        (await api.Post("providers/completions", new { redeemCode = code, score = 80 }, provider, "done"))
            .Expect(HttpStatusCode.OK);
        (await api.Post("providers/certificates", new { redeemCode = code, certificate }, provider, "paper"))
            .Expect(HttpStatusCode.OK);
        var wallet = "0812" + person.Phone[^8..];
        var link = new { provider = "ovo", account = wallet };
        (await api.Post("participants/me/wallet", link, person.Token, "wallet")).Expect(HttpStatusCode.OK);
        var check = new { participant = person.Key, link.account, nik = person.Nik, kycVerified = true };
        (await api.Post("payment-partners/wallet-checks", check, partner, "check")).Expect(HttpStatusCode.NoContent);
        return (certificate, wallet);
    }
}
