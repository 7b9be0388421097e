using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Partners;

/// <inheritdoc cref="ICatalogueGrain"/>
[StatelessWorker(1)]
[GrainType("catalogue")]
internal sealed class CatalogueGrain(IKeyReader keys, TimeProvider system) : Grain, ICatalogueGrain
{
    private const int PageLimit = 200;
    private const int ProvidersAtATime = 32;

    // A course that is a moment new or a moment gone does no harm: the purchase asks the provider itself.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private Task<ImmutableArray<CourseOffer>>? courses;
    private long askedAt;

    public async Task<CoursePage> GetCourses(string? platform, string? after, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, PageLimit);
        var all = await Current();
        var wanted = all
            .Where(course => platform is null || course.Platforms.Contains(platform))
            .SkipWhile(course => after is not null && string.CompareOrdinal(course.Code, after) <= 0)
            .Take(limit + 1)
            .ToImmutableArray();
        return wanted.Length > limit
            ? new CoursePage(wanted[..limit], wanted[limit - 1].Code)
            : new CoursePage(wanted, null);
    }

    // Calls interleave, so those that come while one asks share its question; a failed one is not kept.
    private Task<ImmutableArray<CourseOffer>> Current()
    {
        if (courses is { IsFaulted: false } && system.GetElapsedTime(askedAt) < Fresh) return courses;
        askedAt = system.GetTimestamp();
        return courses = Ask();
    }

    private async Task<ImmutableArray<CourseOffer>> Ask()
    {
        var found = ImmutableArray.CreateBuilder<CourseOffer>();
        string? after = null;
        while (true)
        {
            var page = await keys.KeysAsync(TrainingProviderGrain.TypeName, after, ProvidersAtATime);
            var answers = await Task.WhenAll(page.Select(key =>
                GrainFactory.GetGrain<ITrainingProviderGrain>(key).GetCourses()));
            foreach (var answer in answers)
            {
                if (!answer.IsRefused(out _, out var offers)) found.AddRange(offers);
            }

            if (page.Count < ProvidersAtATime) break;
            after = page[^1];
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Code, right.Code));
        return found.ToImmutable();
    }
}
