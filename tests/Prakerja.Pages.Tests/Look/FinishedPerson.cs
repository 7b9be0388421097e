using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Pages.Tests.Fixtures;

namespace Prakerja.Pages.Tests.Look;

/// <summary>A person who has everything that a page can show, and the browser state of the log-in.</summary>
/// <param name="State">Cookies, for other browsers.</param>
public sealed record FinishedPerson(string State, string Wave, string Certificate, string Complaint)
{
    private static FinishedPerson? shared;

    public static async Task<FinishedPerson> Of(RunningPages system) => shared ??= await Make(system);

    private static async Task<FinishedPerson> Make(RunningPages system)
    {
        await using var context = await system.Open();
        var page = await context.NewPageAsync();
        var person = new PagePerson(system, page);
        var wave = await system.OpenWave();
        await person.SignUp();
        await person.TakeTest();
        await person.Join();
        await system.Finish(wave);
        await person.WatchVideos();
        await person.LogIn();
        var redeemCode = await person.Buy();
        var grains = system.Services.GetRequiredService<IGrainFactory>();
        var grain = grains.GetParticipant(person.Key);
        var certificate = $"KDN/{person.Key[^8..].ToUpperInvariant()}";
        await system.Ask(HttpMethod.Post, "providers/redemptions", new { redeemCode }, system.Provider);
        Assert.Null((await grain.TakePreTest(new(1, 80))).Refusal);
        await system.Ask(
            HttpMethod.Post, "providers/completions", new { redeemCode, score = 80 }, system.Provider);
        await system.Ask(
            HttpMethod.Post, "providers/certificates", new { redeemCode, certificate }, system.Provider);
        var request = new RequestId("aduan", "aduan");
        var complaint = ComplaintNumber.Of(person.Key, request.Key, system.Identity);
        var filed = await grains.GetGrain<IComplaintGrain>(complaint)
            .File(ComplaintCategory.Training, "Video pelatihan tidak dapat diputar.", request);
        Assert.Null(filed.Refusal);
        return new FinishedPerson(await context.StorageStateAsync(), $"{wave}", certificate, complaint);
    }
}

public static class FinishedPersons
{
    /// <summary>A browser in which the finished person is logged in.</summary>
    public static async Task<IBrowserContext> OpenAs(
        this RunningPages system, FinishedPerson person, string language, ColorScheme scheme, bool isPhone = true)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(person);
        var context = await system.Open(language: language, scheme: scheme, isPhone: isPhone);
        var cookies = JsonSerializer.Deserialize<JsonElement>(person.State).GetProperty("cookies");
        await context.AddCookiesAsync(cookies.EnumerateArray()
            .Where(cookie => cookie.GetProperty("name").GetString() is "prakerja" or "prakerja-device")
            .Select(cookie => new Cookie
            {
                Name = cookie.GetProperty("name").GetString()!,
                Value = cookie.GetProperty("value").GetString()!,
                Url = system.Address,
            }));
        return context;
    }
}
