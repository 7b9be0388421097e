using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Prakerja.Api.Auth;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Pages.Tests.Fixtures;

namespace Prakerja.Pages.Tests.Look;

/// <summary>A person who has everything that a page can show.</summary>
/// <param name="Key">The key of the participant.</param>
/// <param name="State">The cookies of the browser in which the person has logged in.</param>
/// <param name="Unfinished">The cookies of a sign-up and a log-in that wait for their codes.</param>
public sealed record FinishedPerson(
    string Key, string State, string Wave, string Certificate, string Complaint, IReadOnlyList<Cookie> Unfinished)
{
    private static Task<FinishedPerson>? shared;

    public static Task<FinishedPerson> Of(RunningPages system) => shared ??= Make(system);

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
        return new FinishedPerson(
            person.Key,
            await context.StorageStateAsync(),
            $"{wave}",
            certificate,
            complaint,
            await MakeUnfinished(system));
    }

    private static async Task<IReadOnlyList<Cookie>> MakeUnfinished(RunningPages system)
    {
        await using var context = await system.Open();
        var person = new PagePerson(system, await context.NewPageAsync());
        await person.SendSignUp();
        await person.SendLogIn();
        return
        [
            .. (await context.CookiesAsync())
                .Where(cookie => cookie.Name is not "bahasa")
                .Select(cookie => new Cookie { Name = cookie.Name, Value = cookie.Value, Url = system.Address }),
        ];
    }
}

public static class FinishedPersons
{
    /// <summary>A browser of somebody without an account, in which a sign-up and a log-in wait for codes.</summary>
    public static async Task<IBrowserContext> OpenAsGuest(
        this RunningPages system, FinishedPerson person, string language, ColorScheme scheme)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(person);
        var context = await system.Open(language: language, scheme: scheme);
        await context.AddCookiesAsync(person.Unfinished);
        return context;
    }

    /// <summary>A browser in which the finished person is logged in.</summary>
    public static async Task<IBrowserContext> OpenAs(
        this RunningPages system, FinishedPerson person, string language, ColorScheme scheme, bool isPhone = true)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(person);
        var context = await system.Open(language: language, scheme: scheme, isPhone: isPhone);
        // Other tests have moved the clock since the log-in, so this browser gets a session of its own.
        var participant = system.Services.GetRequiredService<IGrainFactory>().GetParticipant(person.Key);
        var started = await system.Services.GetRequiredService<SessionTokens>()
            .StartAsync(participant, person.Key, default);
        var session = started.Value!;
        await context.AddCookiesAsync(
        [
            .. person.Unfinished,
            new Cookie { Name = "prakerja", Value = session.Token, Url = system.Address },
            new Cookie { Name = "prakerja-device", Value = session.Device, Url = system.Address },
        ]);
        return context;
    }
}
