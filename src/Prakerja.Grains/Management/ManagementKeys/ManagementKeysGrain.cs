using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <inheritdoc cref="IManagementKeysGrain"/>
[GrainType(TypeName)]
internal sealed class ManagementKeysGrain(RecordingServices services)
    : RecordedGrain<ManagementKeysState, ManagementKeysEvent>(services), IManagementKeysGrain
{
    public const string TypeName = "management-keys";

    private static readonly Recording<ManagementKeysState, ManagementKeysEvent> Stored = new(
        TypeName,
        ManagementKeysJson.Default.ManagementKeysState,
        ManagementKeysJson.Default.ManagementKeysEvent,
        new EventNames<ManagementKeysEvent>("management_key").Of,
        ManagementKeysRules.Fold);

    protected override Recording<ManagementKeysState, ManagementKeysEvent> Recording => Stored;

    public Task<Answer<Done>> EnsureFirstKey(string hash) =>
        Answer(ManagementKeysRules.EnsureFirst(State, hash, Now), static _ => default(Done));

    public Task<Answer<NewManagementKeyView>> Create(
        string name, string person, ImmutableArray<ManagementRole> roles, string by)
    {
        var key = RandomSecret.Next();
        var decision = ManagementKeysRules.Create(
            State, name, person, roles, ManagementKeyHash.Of(key), by, Now);
        return Answer(decision, _ => new NewManagementKeyView(name, key));
    }

    public Task<Answer<Done>> Revoke(string name, string by) =>
        Answer(ManagementKeysRules.Revoke(State, name, by, Now), static _ => default(Done));

    public Task<ImmutableArray<ManagementKeyView>> GetKeys() =>
        Task.FromResult(State?.Keys.Select(key => ManagementKeysRules.ViewOf(State, key)).ToImmutableArray() ?? []);

    public Task<ManagementKeyView?> Find(string hash) => Task.FromResult(
        ManagementKeysRules.FindByHash(State, hash) is { } key ? ManagementKeysRules.ViewOf(State!, key) : null);
}
