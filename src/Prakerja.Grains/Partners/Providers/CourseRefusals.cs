using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>The refusals of commands on courses. The codes are public and never change.</summary>
public static class CourseRefusals
{
    /// <summary>The provider has no course with this code.</summary>
    public static Refusal NotFound { get; } = new("course.not_found");

    /// <summary>The code is not 2 to 32 of a–z, 0–9 and the hyphen.</summary>
    public static Refusal CodeMalformed { get; } = new("course.code_malformed");

    /// <summary>The title is empty, longer than 150 characters, or has control characters.</summary>
    public static Refusal TitleMalformed { get; } = new("course.title_malformed");

    /// <summary>The price is below Rp 1 or above the training balance (B1).</summary>
    public static Refusal PriceOutOfRange { get; } = new("course.price_out_of_range");

    /// <summary>More than 32 platforms, or one named twice.</summary>
    public static Refusal PlatformsMalformed { get; } = new("course.platforms_malformed");

    /// <summary>A platform of the course is not registered.</summary>
    public static Refusal PlatformUnknown { get; } = new("course.platform_unknown");

    /// <summary>The key of the pre-test is not 5 characters 'a' to 'e' (T3).</summary>
    public static Refusal PreTestKeyMalformed { get; } = new("course.pre_test_key_malformed");

    /// <summary>The answers to a pre-test are not 5 characters 'a' to 'e' or '-'.</summary>
    public static Refusal PreTestAnswersMalformed { get; } = new("course.pre_test_answers_malformed");

    /// <summary>The provider has 200 courses already.</summary>
    public static Refusal TooMany { get; } = new("course.too_many");
}
