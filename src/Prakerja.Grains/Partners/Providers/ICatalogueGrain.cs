using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Prakerja.Grains.Partners;

/// <summary>
/// All courses of all providers in one list, some seconds old at most. Keeps nothing of its own, so every
/// silo has as many as it needs. Key: <see cref="Key"/>.
/// </summary>
[Alias("ICatalogueGrain")]
[GrainInterfaceType("ICatalogueGrain")]
public interface ICatalogueGrain : IGrainWithStringKey
{
    const string Key = "q-catalogue";

    /// <summary>Courses by code.</summary>
    /// <param name="platform">Only what this platform sells; null = every course.</param>
    /// <param name="after">The last code of the page before; null = from the first.</param>
    /// <param name="limit">At most this many, 1 to 200.</param>
    [AlwaysInterleave, Alias("GetCourses")]
    Task<CoursePage> GetCourses(string? platform, string? after, int limit);
}

/// <summary>A page of courses; <paramref name="Next"/> is what to ask after, null on the last page.</summary>
[GenerateSerializer, Immutable, Alias("course-page")]
public sealed record CoursePage(
    [property: Id(0)] ImmutableArray<CourseOffer> Courses, [property: Id(1)] string? Next);
