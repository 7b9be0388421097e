using Prakerja.Grains.SignUps;

namespace Prakerja.Silo.SignUps;

/// <summary>The registry when none is configured: nobody is asked, and people stay unconfirmed (A6).</summary>
internal sealed class NoIdentityRegistry : IIdentityRegistry
{
    public Task<IdentityAnswer> CheckAsync(IdentityQuestion question, CancellationToken cancelled) =>
        Task.FromResult(IdentityAnswer.NotAsked);
}
