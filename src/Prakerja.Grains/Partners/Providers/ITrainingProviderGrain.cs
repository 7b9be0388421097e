using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// A training provider (lembaga pelatihan) and its courses. Its figures are in
/// <c>ILedgerTotalsGrain.GetProviderFigures</c>, because they come from the events of participants. Key:
/// <see cref="PartnerKey.OfProvider"/>. Refusals: <see cref="PartnerRefusals"/>, <see cref="CourseRefusals"/>.
/// </summary>
[Alias("ITrainingProviderGrain")]
[GrainInterfaceType("ITrainingProviderGrain")]
public interface ITrainingProviderGrain : IPartnerGrain
{
    /// <summary>Registers the provider and returns its secret. The secret is not shown again.</summary>
    /// <param name="by">The name of the caller's management key.</param>
    [Alias("Register")]
    Task<Answer<PartnerSecret>> Register(string name, string by);

    /// <summary>
    /// Adds a course or replaces all of it. Earlier purchases keep their price.
    /// </summary>
    [Alias("PutCourse")]
    Task<Answer<CourseOffer>> PutCourse(CourseDraft draft);

    /// <summary>All courses of the provider, ordered by code.</summary>
    [AlwaysInterleave, Alias("GetCourses")]
    Task<Answer<ImmutableArray<CourseOffer>>> GetCourses();

    /// <summary>One course by its full code (<see cref="CourseCode"/>).</summary>
    [AlwaysInterleave, Alias("GetCourse")]
    Task<Answer<CourseOffer>> GetCourse(string course);

    /// <summary>
    /// Rule T3: scores a participant's answers to the pre-test of a course, 0 to 100. The right answers never leave
    /// this grain.
    /// </summary>
    /// <param name="course">The full code of the course.</param>
    /// <param name="answers">One character for each question: 'a' to 'e', or '-' for no answer.</param>
    [AlwaysInterleave, Alias("ScorePreTest")]
    Task<Answer<int>> ScorePreTest(string course, string answers);
}
