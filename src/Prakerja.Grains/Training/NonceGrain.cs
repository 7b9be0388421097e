using Prakerja.Grains.Commits;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Training;

/// <inheritdoc cref="INonceGrain"/>
[GrainType("nonces")]
internal sealed class NonceGrain(ProgrammeClock clock) : Grain, INonceGrain
{
    private NonceMemory? memory;

    public Task<NonceUse> Use(KeyedHash nonce, TimeSpan window, int limit)
    {
        // It must not be collected while a nonce could still come again.
        DelayDeactivation(window * 4);
        memory ??= new NonceMemory(window, limit);
        return Task.FromResult(memory.Use(nonce, clock.GetUtcNow()));
    }
}
