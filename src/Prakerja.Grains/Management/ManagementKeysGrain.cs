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
        new EventNames<ManagementKeysEvent>("management_key").Of);

    protected override Recording<ManagementKeysState, ManagementKeysEvent> Recording => Stored;

    public async Task<Answer<Done>> EnsureFirstKey(string hash)
    {
        var decision = ManagementKeysRules.EnsureFirst(State, hash, Now);
        return await CommitAsync(decision.Events) is { } notTaken ? notTaken.ToRefusal() : default(Done);
    }

    public async Task<Answer<NewManagementKey>> Create(
        string name, ImmutableArray<ManagementRole> roles, string by)
    {
        var key = RandomSecret.Next();
        var decision = ManagementKeysRules.Create(State, name, roles, ManagementKeyHash.Of(key), by, Now);
        if (await CommitAsync(decision.Events) is { } notTaken) return notTaken.ToRefusal();
        if (decision.Refusal is { } refusal) return refusal;
        return new NewManagementKey(name, key);
    }

    public async Task<Answer<Done>> Revoke(string name, string by)
    {
        var decision = ManagementKeysRules.Revoke(State, name, by, Now);
        if (await CommitAsync(decision.Events) is { } notTaken) return notTaken.ToRefusal();
        if (decision.Refusal is { } refusal) return refusal;
        return default(Done);
    }

    public Task<ImmutableArray<ManagementKeyView>> GetKeys() =>
        Task.FromResult(State?.Keys.Select(ManagementKeysRules.ViewOf).ToImmutableArray() ?? []);

    public Task<ManagementKeyView?> Find(string hash) => Task.FromResult(
        ManagementKeysRules.FindByHash(State, hash) is { } key ? ManagementKeysRules.ViewOf(key) : null);

    protected override ManagementKeysState Fold(ManagementKeysState? state, ManagementKeysEvent happened) =>
        ManagementKeysRules.Fold(state, happened);

    protected override DateTimeOffset? NextDeadline(ManagementKeysState state, DateTimeOffset now) => null;
}
