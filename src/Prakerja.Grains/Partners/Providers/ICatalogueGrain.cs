using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Prakerja.Grains.Partners;

/// <summary>
/// The list of all courses of all providers, at most some seconds old. It stores nothing, so every silo has its own
/// activation. Key: <see cref="Key"/>.
/// </summary>
[Alias("ICatalogueGrain")]
[GrainInterfaceType("ICatalogueGrain")]
public interface ICatalogueGrain : IGrainWithStringKey
{
    const string Key = "q-catalogue";

    /// <summary>A page of courses, ordered by code.</summary>
    /// <param name="platform">Returns only the courses that this platform sells; null returns all.</param>
    /// <param name="after">The last code of the page before; null for the first page.</param>
    /// <param name="limit">The most courses of the page, 1 to 200.</param>
    [AlwaysInterleave, Alias("GetCourses")]
    Task<CoursePage> GetCourses(string? platform, string? after, int limit);
}

/// <summary>
/// A page of courses. <paramref name="Next"/> is the <c>after</c> of the next page; null on the last page.
/// </summary>
[GenerateSerializer, Immutable, Alias("course-page")]
public sealed record CoursePage(
    [property: Id(0)] ImmutableArray<CourseOffer> Courses, [property: Id(1)] string? Next);
