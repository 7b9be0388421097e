using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>What all partners' shells do alike: show a secret once, seal it, open it for the edge.</summary>
public abstract class PartnerGrain<TState, TEvent>(RecordingServices services, SecretProtector seal)
    : RecordedGrain<TState, TEvent>(services), IPartnerGrain
    where TState : class, IPartnerState
    where TEvent : class
{
    protected string Code => PartnerKey.CodeOf(Key);

    public Task<Answer<PartnerSecret>> RotateSecret(string by) =>
        ShowOnce(secret => DecideRotation(secret, by));

    public Task<Answer<PartnerSecret>> GetSecret() => Task.FromResult<Answer<PartnerSecret>>(
        State is { } state
            ? new PartnerSecret(Code, seal.Unprotect(Key, state.Registration.Secret))
            : PartnerRefusals.NotFound);

    public Task<Answer<PartnerView>> GetPartner() => Task.FromResult<Answer<PartnerView>>(
        State is { Registration: var registration }
            ? new PartnerView(Code, registration.Name, registration.At)
            : PartnerRefusals.NotFound);

    protected abstract Decision<TEvent> DecideRotation(ProtectedSecret secret, string by);

    /// <summary>Makes a secret for a decision that stores it, and shows it when that is durable.</summary>
    protected async Task<Answer<PartnerSecret>> ShowOnce(Func<ProtectedSecret, Decision<TEvent>> decide)
    {
        var secret = RandomSecret.Next();
        var decision = decide(seal.Protect(Key, secret));
        if (await CommitAsync(decision.Events) is { } notTaken) return notTaken.ToRefusal();
        if (decision.Refusal is { } refusal) return refusal;
        return new PartnerSecret(Code, secret);
    }

    protected override DateTimeOffset? NextDeadline(TState state, DateTimeOffset now) => null;
}
