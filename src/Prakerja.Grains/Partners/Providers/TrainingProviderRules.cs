using System.Collections.Immutable;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Partners.TrainingProviderEvent;

namespace Prakerja.Grains.Partners;

/// <summary>The rules of a training provider and its courses.</summary>
public static class TrainingProviderRules
{
    /// <summary>The most courses of a provider.</summary>
    public const int CoursesMax = 200;

    /// <summary>The most characters of a course's title.</summary>
    public const int TitleLengthMax = 150;

    /// <summary>The most platforms that can sell a course.</summary>
    public const int PlatformsMax = 32;

    public static Decision<TrainingProviderEvent> Register(
        TrainingProviderState? state,
        string code,
        string name,
        ProtectedSecret secret,
        string by,
        DateTimeOffset now) => PartnerRules.MayRegister(state, code, name) is { } refusal
            ? refusal
            : new Registered(name, secret, by, now);

    public static Decision<TrainingProviderEvent> RotateSecret(
        TrainingProviderState? state, ProtectedSecret secret, string by, DateTimeOffset now) =>
        PartnerRules.MayRotate(state) is { } refusal ? refusal : new SecretRotated(secret, by, now);

    /// <summary>
    /// Adds or replaces a course. Its price is Rp 1 up to the training balance, both inclusive, because no card could
    /// pay more (B1). Putting an unchanged course does nothing.
    /// </summary>
    /// <param name="registeredPlatforms">The platforms of the draft that are registered.</param>
    public static Decision<TrainingProviderEvent> PutCourse(
        TrainingProviderState? state,
        CourseDraft draft,
        IReadOnlyCollection<string> registeredPlatforms,
        DateTimeOffset now,
        ProgrammeOptions options)
    {
        if (state is null) return PartnerRefusals.NotFound;
        if (Validate(draft, options) is { } refusal) return refusal;
        if (draft.Platforms.Any(platform => !registeredPlatforms.Contains(platform)))
            return CourseRefusals.PlatformUnknown;
        var course = state.Courses.FirstOrDefault(course => course.Code == draft.Code);
        if (course is null && state.Courses.Length >= CoursesMax) return CourseRefusals.TooMany;
        if (course is not null && IsSame(course, draft)) return ImmutableArray<TrainingProviderEvent>.Empty;
        return new CoursePut(draft.Code, draft.Title, draft.Price, draft.Platforms, draft.PreTestKey, now);
    }

    /// <summary>
    /// Validates a draft, except whether its platforms are registered. Returns null when it is valid.
    /// </summary>
    public static Refusal? Validate(CourseDraft draft, ProgrammeOptions options)
    {
        if (!PartnerCode.IsValid(draft.Code)) return CourseRefusals.CodeMalformed;
        if (!PlainText.IsLine(draft.Title, TitleLengthMax)) return CourseRefusals.TitleMalformed;
        if (draft.Price <= Rupiah.Zero || draft.Price > options.TrainingBalance)
            return CourseRefusals.PriceOutOfRange;
        if (draft.Platforms.IsDefault || draft.Platforms.Length > PlatformsMax
            || draft.Platforms.Distinct().Count() < draft.Platforms.Length)
            return CourseRefusals.PlatformsMalformed;
        return PreTest.IsKey(draft.PreTestKey) ? null : CourseRefusals.PreTestKeyMalformed;
    }

    /// <summary>Rule T3: the score of a pre-test, 0 to 100.</summary>
    public static Answer<int> ScorePreTest(
        TrainingProviderState? state, string provider, string code, string answers)
    {
        if (Find(state, provider, code) is not { } course) return CourseRefusals.NotFound;
        return PreTest.IsAnswers(answers)
            ? PreTest.Score(course.PreTestKey, answers)
            : CourseRefusals.PreTestAnswersMalformed;
    }

    /// <summary>A course by its full code; null when this provider has no such course.</summary>
    public static Course? Find(TrainingProviderState? state, string provider, string code) =>
        state is not null && CourseCode.TryParse(code, out var owner, out var own) && owner == provider
            ? state.Courses.FirstOrDefault(course => course.Code == own)
            : null;

    /// <summary>The public offer of a course, without its pre-test key.</summary>
    public static CourseOffer OfferOf(string provider, Course course) =>
        new(CourseCode.Of(provider, course.Code), provider, course.Title, course.Price, course.Platforms);

    public static TrainingProviderState Fold(TrainingProviderState? state, TrainingProviderEvent @event) =>
        @event switch
        {
            Registered e => new() { Registration = new Registration(e.Name, e.Secret!, e.At) },
            _ when state is null => throw new InvalidOperationException(
                "The first event of a provider must be its registration."),
            SecretRotated e => state with { Registration = state.Registration with { Secret = e.Secret! } },
            CoursePut e => state with
            {
                Courses = With(
                    state.Courses, new Course(e.Code, e.Title, e.Price, e.Platforms, e.PreTestKey!)),
            },
            _ => throw new InvalidOperationException($"The event {@event.GetType().Name} is not supported."),
        };

    private static ImmutableArray<Course> With(ImmutableArray<Course> courses, Course put) =>
    [
        .. courses.Where(course => course.Code != put.Code)
            .Append(put)
            .OrderBy(course => course.Code, StringComparer.Ordinal),
    ];

    private static bool IsSame(Course course, CourseDraft draft) =>
        course.Title == draft.Title
        && course.Price == draft.Price
        && course.PreTestKey == draft.PreTestKey
        && course.Platforms.SequenceEqual(draft.Platforms);
}
