using System.Text.Json;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <inheritdoc cref="INonceGrain"/>
[GrainType(TypeName)]
internal sealed class NonceGrain(RecordingServices services) : Grain, INonceGrain
{
    public const string TypeName = "nonces";

    // More would not fit into one commit; a partner must send 18,000 requests a second for ten minutes to reach it.
    private const int StoredMax = 700_000;

    private UsedNonces? memory;
    private NonceMemory? stored;
    private long? version;
    private DateTimeOffset usefulUntil;

    private GrainKey Row => new(TypeName, this.GetPrimaryKeyString());

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await services.Log.ReadAsync(Row) is not { } row) return;
        version = row.Version;
        stored = JsonSerializer.Deserialize(row.Payload.Span, NonceJson.Default.NonceMemory);
    }

    public Task<NonceUse> Use(KeyedHash nonce, TimeSpan window, int limit)
    {
        // It must not be collected while a nonce could still come again.
        DelayDeactivation(window * 4);
        memory ??= new UsedNonces(window, limit, stored);
        stored = null;
        var now = services.Clock.GetUtcNow();
        usefulUntil = now + (window * 4);
        return Task.FromResult(memory.Use(nonce, now));
    }

    /// <summary>
    /// Stores the nonces that could come again, so that an ordinary restart forgets none. A collected activation has
    /// none.
    /// </summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (memory is null || services.Clock.GetUtcNow() >= usefulUntil) return;
        // If the store takes no commits now, the nonces are lost, as after a crash; the store reports itself.
        await services.Log.CommitAsync(new Commit
        {
            Grain = Row,
            ExpectedVersion = version,
            State = JsonSerializer.SerializeToUtf8Bytes(
                memory.ToMemory(StoredMax), NonceJson.Default.NonceMemory),
        });
    }
}
