using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <inheritdoc cref="INonceGrain"/>
[GrainType("nonces")]
internal sealed class NonceGrain(ProgrammeClock clock) : Grain, INonceGrain
{
    private UsedNonces? memory;

    public Task<NonceUse> Use(KeyedHash nonce, TimeSpan window, int limit)
    {
        // It must not be collected while a nonce could still come again.
        DelayDeactivation(window * 4);
        memory ??= new UsedNonces(window, limit);
        return Task.FromResult(memory.Use(nonce, clock.GetUtcNow()));
    }
}
