using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>Base class of the partners' grains: they keep a signing secret, and show it once when it is made.</summary>
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

    /// <summary>Makes a secret, lets the rules decide about it, and answers with it once it is durable.</summary>
    protected Task<Answer<PartnerSecret>> ShowOnce(Func<ProtectedSecret, Decision<TEvent>> decide)
    {
        var secret = RandomSecret.Next();
        return Answer(decide(seal.Protect(Key, secret)), _ => new PartnerSecret(Code, secret));
    }
}
