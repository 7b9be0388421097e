using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Training;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// What anybody may see: waves, courses, certificates, provinces, the questions of the test.
/// </summary>
internal static class Public
{
    public static void MapPublic(this IEndpointRouteBuilder api)
    {
        var open = api.MapGroup("").WithTags("Umum");
        open.MapGet("/waves", GetWaves).WithName("getWaves").WithSummary("All waves, by number.");
        open.MapGet("/waves/current", GetCurrentWave)
            .WithName("getCurrentWave")
            .WithSummary("The wave that can be joined now, otherwise the next to open.");
        open.MapGet("/waves/{wave:int}", GetWave).WithName("getWave").WithSummary("One wave.");
        open.MapGet("/courses", GetCourses).WithName("getCourses").WithSummary("All courses of all providers.");
        open.MapGet("/certificates", GetCertificate)
            .WithName("checkCertificate")
            .WithSummary("Checks a certificate; the holder's name is shortened.");
        open.MapGet("/regions/provinces", GetProvinces)
            .WithName("getProvinces")
            .WithSummary("The provinces with their codes.");
        open.MapGet("/test/questions", GetQuestions)
            .WithName("getTestQuestions")
            .WithSummary("The questions of the motivation and basic-ability test.");
    }

    internal static async Task<Ok<ImmutableArray<WaveShown>>> GetWaves(Waves waves) =>
        TypedResults.Ok(await waves.GetAll());

    internal static async Task<Results<Ok<WaveShown>, Refused>> GetCurrentWave(Waves waves, ProgrammeClock clock) =>
        await waves.FindCurrent(clock.GetUtcNow()) is { } current
            ? TypedResults.Ok(current)
            : new Refused(EdgeRefusals.NoWave);

    internal static async Task<Results<Ok<WaveShown>, Refused>> GetWave(int wave, Waves waves) =>
        (await waves.Get(wave)).ToOk(WaveShown.Of);

    internal static async Task<Ok<Page<CourseOffer>>> GetCourses(PageOf page, IGrainFactory grains)
    {
        var courses = await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key)
            .GetCourses(platform: null, page.After, page.Limit);
        return TypedResults.Ok(PageOf.Of(courses.Courses, courses.Next));
    }

    // Asked for in the query: real numbers hold slashes, which a path takes for its own.
    internal static async Task<Results<Ok<CertificateView>, Refused>> GetCertificate(
        string number, Holders holders) =>
        await holders.FindCertified(number) is { } holder
            ? (await holder.GetCertificate(number)).ToOk()
            : new Refused(ParticipantRefusals.CertificateUnknown);

    internal static Ok<ImmutableArray<Province>> GetProvinces() => TypedResults.Ok(Provinces);

    internal static Ok<ImmutableArray<AbilityQuestion>> GetQuestions() => TypedResults.Ok(AbilityQuestions.All);

    private static readonly ImmutableArray<Province> Provinces =
        [.. Regions.Provinces.Values.OrderBy(province => province.Code.Value)];
}

/// <summary>
/// Lists waves. Which there are stands in their gates; what they are, they say themselves. Thread-safe.
/// </summary>
internal sealed class Waves(IKeyReader keys, IGrainFactory grains, TimeProvider system)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock access = new();
    private Task<ImmutableArray<WaveShown>>? last;
    private long lastAt;

    /// <summary>All waves, asked at most once a second: nothing bounds how often strangers want them.</summary>
    public Task<ImmutableArray<WaveShown>> GetAll()
    {
        lock (access)
        {
            var isGood = last is { IsCompleted: false }
                || (last is { IsCompletedSuccessfully: true } && system.GetElapsedTime(lastAt) < Fresh);
            if (last is not null && isGood) return last;
            lastAt = system.GetTimestamp();
            return last = AskAll();
        }
    }

    /// <summary>The wave that can be joined now, otherwise the next to open, otherwise none.</summary>
    public async Task<WaveShown?> FindCurrent(DateTimeOffset now)
    {
        var gates = await keys.GatesAsync();
        var current = gates
            .Where(gate => !gate.Closed && now < gate.ClosesAt)
            .OrderBy(gate => gate.OpensAt)
            .ThenBy(gate => gate.Wave)
            .FirstOrDefault();
        return current is not null && (await Get(current.Wave)).Value is { } view ? WaveShown.Of(view) : null;
    }

    public Task<Answer<WaveView>> Get(int wave) => wave is < 1 or > WaveKey.Last
        ? Task.FromResult<Answer<WaveView>>(WaveRefusals.Unknown)
        : grains.GetGrain<IWaveGrain>(WaveKey.Of(wave)).GetView();

    private async Task<ImmutableArray<WaveShown>> AskAll()
    {
        var gates = await keys.GatesAsync();
        var answers = await Task.WhenAll(gates.Select(gate => Get(gate.Wave)));
        return [.. answers.Select(answer => answer.Value).OfType<WaveView>().Select(WaveShown.Of)];
    }
}
