using System.Globalization;
using System.Net;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>What management does over HTTP.</summary>
public sealed class ManagementTests(RunningApi api)
{
    [Fact]
    public async Task Cancellation_TakesTwoPeople()
    {
        var person = await api.Recipient();
        var both = await api.KeyWith("operator", "approver");
        var path = $"management/participants/{person.Key}/cancellation";
        (await api.Post(path, new { reason = "Melanggar ketentuan" }, both, "ask")).Expect(HttpStatusCode.NoContent);

        (await api.Post(path + "/decision", new { approve = true }, both, "same"))
            .ExpectProblem(HttpStatusCode.Forbidden, "cancellation.same_person");
        (await api.Post(path + "/decision", new { approve = true }, await api.KeyWith("approver"), "other"))
            .Expect(HttpStatusCode.NoContent);

        var account = await api.Get($"management/participants/{person.Key}/account", api.Management());
        Assert.Equal("cancelled", account.Expect(HttpStatusCode.OK)["card"].GetString());
        Assert.Equal(1_000_000, account["returned"].GetInt64());
    }

    [Fact]
    public async Task Exclusions_AddedTwice_CountOnce()
    {
        var niks = new[] { new Person(api).Nik, new Person(api).Nik };
        var first = await api.Post("management/exclusions/bpum", new { niks }, api.Management());
        var again = await api.Post("management/exclusions/bpum", new { niks }, api.Management());
        var removed = await api.Post("management/exclusions/bpum/removals", new { niks }, api.Management());

        Assert.Equal(2, first.Expect(HttpStatusCode.OK)["added"].GetInt32());
        Assert.Equal(0, again.Expect(HttpStatusCode.OK)["added"].GetInt32());
        Assert.Equal(2, removed.Expect(HttpStatusCode.OK)["removed"].GetInt32());
    }

    [Fact]
    public async Task Exclusions_UnknownListOrFaultyNik_AreRefused()
    {
        (await api.Post("management/exclusions/neighbours", new { niks = new[] { "1" } }, api.Management()))
            .ExpectProblem(HttpStatusCode.NotFound, "exclusion.list_unknown");
        (await api.Post("management/exclusions/bpum", new { niks = new[] { "1" } }, api.Management()))
            .ExpectProblem(HttpStatusCode.BadRequest, "nik.not_sixteen_digits");
        (await api.Post("management/exclusions/bpum", new { niks = Array.Empty<string>() }, api.Management()))
            .ExpectProblem(HttpStatusCode.BadRequest, "exclusion.count_out_of_range");
    }

    [Fact]
    public async Task Exclusions_AThousandNiks_FitIntoOneRequest()
    {
        var niks = Enumerable.Range(1, 1_000)
            .Select(serial => string.Create(CultureInfo.InvariantCulture, $"320199150394{serial:D4}"))
            .ToArray();

        (await api.Post("management/exclusions/dtks", new { niks }, api.Management())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Complaints_FromFilingToAnswer()
    {
        var person = await (await new Person(api).SignUp()).Verify();
        var other = await (await new Person(api).SignUp()).Verify();
        var complaint = new { category = "selection", text = "Mengapa belum lolos?" };
        var filed = await api.Post("participants/me/complaints", complaint, person.Token, "c");
        var number = filed.Expect(HttpStatusCode.Created)["number"].GetString();

        (await api.Get($"participants/me/complaints/{number}", other.Token))
            .ExpectProblem(HttpStatusCode.NotFound, "complaint.not_found");
        (await api.Post(
            $"management/complaints/{number}/answer", new { text = "Kuota habis.", close = true }, api.Management()))
            .Expect(HttpStatusCode.OK);

        var seen = await api.Get($"participants/me/complaints/{number}", person.Token);
        Assert.Equal("closed", seen.Expect(HttpStatusCode.OK)["status"].GetString());
        (await api.Get("management/complaints?status=never", api.Management()))
            .ExpectProblem(HttpStatusCode.BadRequest, "request.out_of_range");
        (await api.Get("management/complaints?status=closed&limit=200", api.Management())).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Clock_Backward_Returns409()
    {
        var past = new { moveTo = api.Clock.GetUtcNow().AddMinutes(-1) };

        (await api.Post("management/rehearsal/clock", past, api.Management()))
            .ExpectProblem(HttpStatusCode.Conflict, "rehearsal.not_forward");
        (await api.Post("management/rehearsal/clock", new { }, api.Management()))
            .ExpectProblem(HttpStatusCode.BadRequest, "request.field_missing");
    }

    [Fact]
    public async Task PartnerSecret_Rotated_TheOldOneEnds()
    {
        var platform = await api.Platform();
        var rotated = await api.Post($"management/platforms/{platform.Code}/secret", caller: api.Management());

        var renewed = platform with { Secret = rotated.Expect(HttpStatusCode.OK)["secret"].GetString()! };

        (await api.Get("platforms/courses", renewed)).Expect(HttpStatusCode.OK);
        (await api.Get("platforms/courses", platform))
            .ExpectProblem(HttpStatusCode.Unauthorized, "signature.wrong");
    }

    [Fact]
    public async Task Messages_OfAPersonWhoSignedUp_ShowTheCode()
    {
        var person = await new Person(api).SignUp();
        string? code = null;
        await World.Eventually(async () =>
        {
            var messages = await api.Post(
                "management/rehearsal/messages", new { participant = person.Attempt }, api.Management());
            code = messages.Expect(HttpStatusCode.OK).Body.EnumerateArray()
                .Select(message => message.GetProperty("code").GetString())
                .FirstOrDefault(digits => digits is not null);
            return code is not null;
        });

        Assert.Equal(person.SignUpCode(), code);
        (await api.Post("management/rehearsal/messages", new { phone = "1" }, api.Management()))
            .ExpectProblem(HttpStatusCode.BadRequest, "sign_up.phone_invalid");
    }

    [Fact]
    public async Task GetHistory_Paged_ShowsEveryEventOnce()
    {
        var (platform, provider) = (await api.Platform(), await api.Provider());
        var course = await api.Course(provider, platform);
        var person = await api.Recipient();
        (await person.Buy(platform, course)).Expect(HttpStatusCode.Created);
        var path = $"management/participants/{person.Key}/history";
        var whole = (await api.Get(path + "?limit=200", api.Management())).Expect(HttpStatusCode.OK);
        var all = whole["items"].EnumerateArray().Select(entry => entry.GetProperty("number").GetInt64()).ToArray();

        var paged = new List<long>();
        for (var next = ""; next is not null;)
        {
            var page = (await api.Get($"{path}?limit=3{next}", api.Management())).Expect(HttpStatusCode.OK);
            paged.AddRange(page["items"].EnumerateArray().Select(entry => entry.GetProperty("number").GetInt64()));
            next = page["next"].GetString() is { } cursor ? "&after=" + cursor : null;
        }

        Assert.Equal(all, paged);
        Assert.Null(whole["next"].GetString());
        Assert.DoesNotContain(person.Nik, whole.Body.GetRawText(), StringComparison.Ordinal);
    }
}
