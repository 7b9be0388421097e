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

    private const int LookUpsAtATime = 50;

    private static readonly Recording<ExclusionListState, ExclusionListEvent> Stored = new(
        TypeName,
        ExclusionListJson.Default.ExclusionListState,
        ExclusionListJson.Default.ExclusionListEvent,
        new EventNames<ExclusionListEvent>("exclusion_list").Of);

    protected override Recording<ExclusionListState, ExclusionListEvent> Recording => Stored;

    public async Task<Answer<ExclusionChange>> Add(ImmutableArray<KeyedHash> people, string by) =>
        ExclusionListRules.Validate(people) is { } fault
            ? fault
            : await Carry(ExclusionListRules.Add(people, await Present(people), by, Now));

    public async Task<Answer<ExclusionChange>> Remove(ImmutableArray<KeyedHash> people, string by) =>
        ExclusionListRules.Validate(people) is { } fault
            ? fault
            : await Carry(ExclusionListRules.Remove(people, await Present(people), by, Now));

    public Task<long> Count() => Task.FromResult(State?.Count ?? 0);

    protected override ExclusionListState Fold(ExclusionListState? state, ExclusionListEvent happened) =>
        ExclusionListRules.Fold(state, happened);

    protected override DateTimeOffset? NextDeadline(ExclusionListState state, DateTimeOffset now) => null;

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

    private async Task<Answer<ExclusionChange>> Carry(Decision<ExclusionListEvent> decision)
    {
        if (await CommitAsync(decision.Events) is { } notTaken) return notTaken.ToRefusal();
        if (decision.Refusal is { } refusal) return refusal;
        var changed = decision.Events.Sum(ExclusionListRules.ChangeOf);
        return new ExclusionChange(Math.Abs(changed), State?.Count ?? 0);
    }

    // Only this grain takes or gives back claims of its kind, one command at a time, so what is read here
    // still holds when it commits.
    private async Task<HashSet<KeyedHash>> Present(ImmutableArray<KeyedHash> people)
    {
        var kind = ExclusionList.KindOf(Key);
        var present = new HashSet<KeyedHash>();
        foreach (var some in people.Distinct().Chunk(LookUpsAtATime))
        {
            var holders = await Task.WhenAll(
                some.Select(person => claims.FindHolderAsync(kind, person).AsTask()));
            var held = some.Zip(holders).Where(asked => asked.Second is not null);
            present.UnionWith(held.Select(asked => asked.First));
        }

        return present;
    }
}
