using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Management.ExclusionListEvent;

namespace Prakerja.Grains.Management;

/// <inheritdoc cref="IExclusionListGrain"/>
[GrainType(TypeName)]
internal sealed class ExclusionListGrain(RecordingServices services, IClaimReader claims)
    : RecordedGrain<ExclusionListState, ExclusionListEvent>(services), IExclusionListGrain
{
    public const string TypeName = "exclusion-list";

    private const int LookupsAtOnce = 50;

    private static readonly Recording<ExclusionListState, ExclusionListEvent> Stored = new(
        TypeName,
        ExclusionListJson.Default.ExclusionListState,
        ExclusionListJson.Default.ExclusionListEvent,
        new EventNames<ExclusionListEvent>("exclusion_list").Of,
        ExclusionListRules.Fold);

    protected override Recording<ExclusionListState, ExclusionListEvent> Recording => Stored;

    public async Task<Answer<ExclusionChange>> Add(ImmutableArray<KeyedHash> people, string by) =>
        ExclusionListRules.Validate(people) is { } refusal
            ? refusal
            : await AnswerWithChange(ExclusionListRules.Add(people, await Present(people), by, Now));

    public async Task<Answer<ExclusionChange>> Remove(ImmutableArray<KeyedHash> people, string by) =>
        ExclusionListRules.Validate(people) is { } refusal
            ? refusal
            : await AnswerWithChange(ExclusionListRules.Remove(people, await Present(people), by, Now));

    public Task<long> Count() => Task.FromResult(State?.Count ?? 0);

    protected override Commit Complete(
        Commit commit,
        ExclusionListState? before,
        ExclusionListState after,
        ImmutableArray<ExclusionListEvent> events) => commit with
        {
            Claims = [.. events.OfType<PeopleAdded>().SelectMany(e => e.People).Select(ClaimOn)],
            Released = [.. events.OfType<PeopleRemoved>().SelectMany(e => e.People).Select(ClaimOn)],
        };

    private Claim ClaimOn(KeyedHash person) => new(ExclusionList.KindOf(Key), person);

    private Task<Answer<ExclusionChange>> AnswerWithChange(Decision<ExclusionListEvent> decision)
    {
        var changed = Math.Abs(decision.Events.Sum(ExclusionListRules.CountChangeOf));
        return Answer(decision, _ => new ExclusionChange(changed, State?.Count ?? 0));
    }

    // Only this grain takes and releases claims of its kind, one command at a time, so what is read here is still true
    // when it commits.
    private async Task<HashSet<KeyedHash>> Present(ImmutableArray<KeyedHash> people)
    {
        var kind = ExclusionList.KindOf(Key);
        var present = new HashSet<KeyedHash>();
        foreach (var chunk in people.Distinct().Chunk(LookupsAtOnce))
        {
            var holders = await Task.WhenAll(
                chunk.Select(person => claims.FindHolderAsync(kind, person).AsTask()));
            var held = chunk.Zip(holders).Where(pair => pair.Second is not null);
            present.UnionWith(held.Select(pair => pair.First));
        }

        return present;
    }
}
