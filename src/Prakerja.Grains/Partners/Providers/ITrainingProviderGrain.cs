using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// A training provider (lembaga pelatihan) and the courses it teaches. Key:
/// <see cref="PartnerKey.OfProvider"/>. Its figures come from the events of purchases:
/// <c>ITreasuryGrain.GetProviderFigures</c>. Refusals: <see cref="PartnerRefusals"/>,
/// <see cref="CourseRefusals"/>.
/// </summary>
[Alias("ITrainingProviderGrain")]
[GrainInterfaceType("ITrainingProviderGrain")]
public interface ITrainingProviderGrain : IPartnerGrain
{
    /// <summary>Makes the provider known. The answer is the only time its secret is shown.</summary>
    /// <param name="by">Name of the management key that asks.</param>
    [Alias("Register")]
    Task<Answer<PartnerSecret>> Register(string name, string by);

    /// <summary>
    /// Adds a course or replaces it as a whole; what was bought keeps the price it was bought for.
    /// </summary>
    [Alias("PutCourse")]
    Task<Answer<CourseOffer>> PutCourse(CourseDraft draft);

    /// <summary>All courses of the provider, by code.</summary>
    [AlwaysInterleave, Alias("GetCourses")]
    Task<Answer<ImmutableArray<CourseOffer>>> GetCourses();

    /// <summary>One course by its whole code (<see cref="CourseCode"/>).</summary>
    [AlwaysInterleave, Alias("GetCourse")]
    Task<Answer<CourseOffer>> GetCourse(string course);

    /// <summary>
    /// T3: scores a participant's answers to the pre-test of a course, 0 to 100. The key to the questions
    /// does not leave this grain.
    /// </summary>
    /// <param name="course">The whole code of the course.</param>
    /// <param name="answers">One character a question: 'a' to 'e', or '-' for open.</param>
    [AlwaysInterleave, Alias("ScorePreTest")]
    Task<Answer<int>> ScorePreTest(string course, string answers);
}

/// <summary>A course as its provider writes it down.</summary>
/// <param name="Code">Unique within the provider (<see cref="PartnerCode"/>).</param>
/// <param name="Title">1 to 150 characters.</param>
/// <param name="Price">Rp 1 up to the training balance: what no card could pay is no offer (B1).</param>
/// <param name="Platforms">Platforms that sell it, at most 32; none takes the course off sale.</param>
/// <param name="PreTestKey">The right answers of the pre-test (T3), 5 characters 'a' to 'e'.</param>
[GenerateSerializer, Immutable, Alias("course-draft")]
public sealed record CourseDraft(
    [property: Id(0)] string Code,
    [property: Id(1)] string Title,
    [property: Id(2)] Rupiah Price,
    [property: Id(3)] ImmutableArray<string> Platforms,
    [property: Id(4)] string PreTestKey)
{
    public override string ToString() => $"Draft of {Code}";
}

/// <summary>What became of a provider's courses, from the events of all participants.</summary>
[GenerateSerializer, Immutable, Alias("provider-figures")]
public sealed record ProviderFigures(
    [property: Id(0)] long Redeemed,
    [property: Id(1)] long Completed,
    [property: Id(2)] long Certified,
    [property: Id(3)] long Reviews,
    [property: Id(4)] long RatingSum)
{
    public static ProviderFigures None { get; } = new(0, 0, 0, 0, 0);

    public ProviderFigures Plus(ProviderFigures other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ProviderFigures(
            Redeemed + other.Redeemed,
            Completed + other.Completed,
            Certified + other.Certified,
            Reviews + other.Reviews,
            RatingSum + other.RatingSum);
    }
}

/// <summary>Why a course is refused.</summary>
public static class CourseRefusals
{
    public static Refusal NotFound { get; } = new("course.not_found");

    /// <summary>The code is not 2 to 32 of a–z, 0–9 and the hyphen.</summary>
    public static Refusal CodeMalformed { get; } = new("course.code_malformed");

    /// <summary>The title is empty, longer than 150 characters, or has control characters.</summary>
    public static Refusal TitleMalformed { get; } = new("course.title_malformed");

    /// <summary>The price is below Rp 1 or above the training balance (B1).</summary>
    public static Refusal PriceOutOfRange { get; } = new("course.price_out_of_range");

    /// <summary>More than 32 platforms, or one named twice.</summary>
    public static Refusal PlatformsMalformed { get; } = new("course.platforms_malformed");

    public static Refusal PlatformUnknown { get; } = new("course.platform_unknown");

    /// <summary>The key of the pre-test is not 5 characters 'a' to 'e' (T3).</summary>
    public static Refusal PreTestKeyMalformed { get; } = new("course.pre_test_key_malformed");

    /// <summary>The answers to a pre-test are not 5 characters 'a' to 'e' or '-'.</summary>
    public static Refusal PreTestAnswersMalformed { get; } = new("course.pre_test_answers_malformed");

    /// <summary>A provider has at most 200 courses.</summary>
    public static Refusal TooMany { get; } = new("course.too_many");
}
