using System.Collections.Immutable;
using Prakerja.Grains.Caching;
using Prakerja.Grains.Partners;

namespace Prakerja.Api.Pages;

/// <summary>
/// Searches the catalogue by words, platform and price. The catalogue is read at most every five seconds, because
/// anybody may search. Thread-safe.
/// </summary>
internal sealed class CourseSearch(IGrainFactory grains, TimeProvider time)
{
    public const int PageSize = 20;

    private const int ReadAtOnce = 200;
    private const int CoursesMax = 10_000;

    private readonly CachedQuery<ImmutableArray<CourseOffer>> all =
        new(() => ReadAllAsync(grains), TimeSpan.FromSeconds(5), time);

    public async Task<ImmutableArray<CourseOffer>> FindAsync(string? words, string? platform)
    {
        var parts = (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
        [
            .. (await all.GetAsync()).Where(course =>
                (string.IsNullOrEmpty(platform) || course.Platforms.Contains(platform))
                && parts.All(part =>
                    course.Title.Contains(part, StringComparison.OrdinalIgnoreCase)
                    || course.Provider.Contains(part, StringComparison.OrdinalIgnoreCase))),
        ];
    }

    public async Task<CourseOffer?> FindAsync(string code) =>
        (await all.GetAsync()).FirstOrDefault(course => course.Code == code);

    public async Task<ImmutableArray<string>> GetPlatformsAsync() =>
        [.. (await all.GetAsync()).SelectMany(course => course.Platforms).Distinct().Order(StringComparer.Ordinal)];

    private static async Task<ImmutableArray<CourseOffer>> ReadAllAsync(IGrainFactory grains)
    {
        var catalogue = grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);
        var courses = ImmutableArray.CreateBuilder<CourseOffer>();
        string? after = null;
        do
        {
            var page = await catalogue.GetCourses(platform: null, after, ReadAtOnce);
            courses.AddRange(page.Courses);
            after = page.Next;
        }
        while (after is not null && courses.Count < CoursesMax);
        return courses.ToImmutable();
    }
}
