using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Caching;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Partners;

/// <inheritdoc cref="ICatalogueGrain"/>
[StatelessWorker(1)]
[GrainType("catalogue")]
internal sealed class CatalogueGrain : Grain, ICatalogueGrain
{
    private const int PageLimit = 200;
    private const int ProvidersAtOnce = 32;

    // A course may be shown some seconds late, because a purchase asks the provider itself.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly IGrainKeyReader keys;
    private readonly CachedQuery<ImmutableArray<CourseOffer>> courses;

    public CatalogueGrain(IGrainKeyReader keys, TimeProvider time)
    {
        this.keys = keys;
        courses = new CachedQuery<ImmutableArray<CourseOffer>>(ReadCourses, Lifetime, time, overlaps: true);
    }

    public async Task<CoursePage> GetCourses(string? platform, string? after, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageLimit);
        var all = await courses.GetAsync();
        var page = all
            .Where(course => platform is null || course.Platforms.Contains(platform))
            .SkipWhile(course => after is not null && string.CompareOrdinal(course.Code, after) <= 0)
            .Take(limit + 1)
            .ToImmutableArray();
        return page.Length > limit
            ? new CoursePage(page[..limit], page[limit - 1].Code)
            : new CoursePage(page, null);
    }

    private async Task<ImmutableArray<CourseOffer>> ReadCourses()
    {
        var found = ImmutableArray.CreateBuilder<CourseOffer>();
        string? after = null;
        while (true)
        {
            var page = await keys.ReadKeysAsync(TrainingProviderGrain.TypeName, after, ProvidersAtOnce);
            var answers = await Task.WhenAll(page.Select(key =>
                GrainFactory.GetGrain<ITrainingProviderGrain>(key).GetCourses()));
            foreach (var answer in answers)
            {
                if (!answer.IsRefused(out _, out var offers)) found.AddRange(offers);
            }

            if (page.Count < ProvidersAtOnce) break;
            after = page[^1];
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Code, right.Code));
        return found.ToImmutable();
    }
}
