using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For everybody, without authentication: waves (A3, S1), courses, certificates (T4), provinces, and the questions of
/// the test (A1).
/// </summary>
internal static class PublicApi
{
    public static void MapPublicApi(this IEndpointRouteBuilder api)
    {
        var open = api.MapGroup("").WithTags("Umum");
        open.MapGet("/waves", GetWaves).WithName("getWaves").WithSummary("Lists all waves by number.");
        open.MapGet("/waves/current", GetCurrentWave)
            .WithName("getCurrentWave")
            .WithSummary("The wave that can be joined now; if there is none, the next wave to open.");
        open.MapGet("/waves/{wave:int}", GetWave).WithName("getWave").WithSummary("One wave by its number.");
        open.MapGet("/courses", GetCourses)
            .WithName("getCourses")
            .WithSummary("Lists the courses of all providers.");
        open.MapGet("/certificates", GetCertificate)
            .WithName("checkCertificate")
            .WithSummary(
                "Checks a certificate by its number. The answer contains the holder's name in a shortened form.");
        open.MapGet("/regions/provinces", GetProvinces)
            .WithName("getProvinces")
            .WithSummary("Lists the provinces with their codes.");
        open.MapGet("/test/questions", GetQuestions)
            .WithName("getTestQuestions")
            .WithSummary("Lists the questions of the motivation and basic-ability test.");
    }

    internal static async Task<Ok<ImmutableArray<WaveResponse>>> GetWaves(WaveList waves) =>
        TypedResults.Ok(await waves.GetAll());

    internal static async Task<Results<Ok<WaveResponse>, RefusalResult>> GetCurrentWave(
        WaveList waves, ProgrammeClock clock) =>
        await waves.FindCurrent(clock.GetUtcNow()) is { } current
            ? TypedResults.Ok(current)
            : new RefusalResult(FieldRefusals.NoWave);

    internal static async Task<Results<Ok<WaveResponse>, RefusalResult>> GetWave(int wave, WaveList waves) =>
        (await waves.Get(wave)).ToOk(WaveResponse.Of);

    internal static async Task<Ok<Page<CourseOffer>>> GetCourses(PageRequest page, IGrainFactory grains)
    {
        var courses = await grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key)
            .GetCourses(platform: null, page.After, page.Limit);
        return TypedResults.Ok(Page.Of(courses.Courses, courses.Next));
    }

    // The number is in the query, because certificate numbers contain slashes, which would split a path.
    internal static async Task<Results<Ok<CertificateView>, RefusalResult>> GetCertificate(
        string number, ClaimHolderFinder holders) =>
        await holders.FindCertified(number) is { } holder
            ? (await holder.GetCertificate(number)).ToOk()
            : new RefusalResult(ParticipantRefusals.CertificateUnknown);

    internal static Ok<ImmutableArray<Province>> GetProvinces(ProgrammeClock clock)
    {
        var today = Wib.DateOf(clock.GetUtcNow());
        return TypedResults.Ok<ImmutableArray<Province>>(
            [.. Provinces.Where(province => Regions.IsFounded(province.Code, today))]);
    }

    internal static Ok<ImmutableArray<AbilityQuestion>> GetQuestions() => TypedResults.Ok(AbilityQuestions.All);

    private static readonly ImmutableArray<Province> Provinces =
        [.. Regions.Provinces.Values.OrderBy(province => province.Code.Value)];
}
