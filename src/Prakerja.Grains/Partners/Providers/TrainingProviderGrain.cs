using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <inheritdoc cref="ITrainingProviderGrain"/>
[GrainType(TypeName)]
internal sealed class TrainingProviderGrain(
    RecordingServices services, SecretProtector seal, IOptions<ProgrammeOptions> options)
    : PartnerGrain<TrainingProviderState, TrainingProviderEvent>(services, seal), ITrainingProviderGrain
{
    public const string TypeName = PartnerKey.ProviderTypeName;

    public static EventNames<TrainingProviderEvent> EventNames { get; } = new("training_provider");

    private static readonly Recording<TrainingProviderState, TrainingProviderEvent> Stored = new(
        TypeName,
        TrainingProviderJson.Default.TrainingProviderState,
        TrainingProviderJson.Default.TrainingProviderEvent,
        EventNames.Of,
        TrainingProviderRules.Fold);

    protected override Recording<TrainingProviderState, TrainingProviderEvent> Recording => Stored;

    public Task<Answer<PartnerSecret>> Register(string name, string by) =>
        ShowOnce(secret => TrainingProviderRules.Register(State, Code, name, secret, by, Now));

    public async Task<Answer<CourseOffer>> PutCourse(CourseDraft draft)
    {
        // A bad draft is refused before the platforms are asked.
        if (TrainingProviderRules.Validate(draft, options.Value) is { } refusal) return refusal;
        var known = await KnownPlatforms(draft.Platforms);
        var decision = TrainingProviderRules.PutCourse(State, draft, known, Now, options.Value);
        return await Answer(decision, _ => new CourseOffer(
            CourseCode.Of(Code, draft.Code), Code, draft.Title, draft.Price, draft.Platforms));
    }

    public Task<Answer<ImmutableArray<CourseOffer>>> GetCourses() =>
        Task.FromResult<Answer<ImmutableArray<CourseOffer>>>(State is { } state
            ? state.Courses.Select(course => TrainingProviderRules.OfferOf(Code, course)).ToImmutableArray()
            : PartnerRefusals.NotFound);

    public Task<Answer<CourseOffer>> GetCourse(string course) => Task.FromResult<Answer<CourseOffer>>(
        TrainingProviderRules.Find(State, Code, course) is { } found
            ? TrainingProviderRules.OfferOf(Code, found)
            : CourseRefusals.NotFound);

    public Task<Answer<int>> ScorePreTest(string course, string answers) =>
        Task.FromResult(TrainingProviderRules.ScorePreTest(State, Code, course, answers));

    protected override Decision<TrainingProviderEvent> DecideRotation(ProtectedSecret secret, string by) =>
        TrainingProviderRules.RotateSecret(State, secret, by, Now);

    private async Task<HashSet<string>> KnownPlatforms(ImmutableArray<string> codes)
    {
        var wellFormed = codes.Where(PartnerCode.IsValid).ToList();
        var answers = await Task.WhenAll(wellFormed.Select(code =>
            GrainFactory.GetGrain<IDigitalPlatformGrain>(PartnerKey.OfPlatform(code)).GetPartner()));
        var known = wellFormed.Zip(answers).Where(pair => pair.Second.Refusal is null);
        return [.. known.Select(pair => pair.First)];
    }
}
