using System.Collections.Frozen;
using System.Globalization;
using Microsoft.IdentityModel.Tokens;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Auth;

/// <summary>
/// The keys with which this node signs and checks tokens. Ids and salts come from the <see cref="ISessionKeysGrain"/>;
/// the keys are derived here, so no key is stored and none travels. Thread-safe.
/// </summary>
internal sealed class SessionKeys(IGrainFactory grains, IdentityKey identity)
{
    private volatile Loaded? loaded;

    /// <summary>The newest key that every node knows.</summary>
    /// <exception cref="InvalidOperationException">No keys are loaded yet.</exception>
    public SigningCredentials Signing =>
        (loaded ?? throw new InvalidOperationException("The session keys are not loaded.")).Signing;

    /// <summary>The key with this id, as the list that the token library wants; empty when there is none.</summary>
    public IReadOnlyList<SecurityKey> Find(string? id) =>
        id is not null && loaded is { } keys && keys.ById.TryGetValue(id, out var key) ? key : [];

    /// <summary>Reads the keys again. When the grain does not answer, the loaded keys stay in use.</summary>
    /// <exception cref="StoreUnavailableException">The grain refused: its store takes no commits now.</exception>
    public async Task LoadAsync(CancellationToken cancelled)
    {
        var answer = await grains.GetGrain<ISessionKeysGrain>(ISessionKeysGrain.Key).GetKeys()
            .WaitAsync(cancelled);
        if (answer.IsRefused(out var refusal, out var views))
            throw new StoreUnavailableException($"The session keys cannot be read: {refusal.Code}.");
        var keys = views.Select(KeyOf).ToArray();
        var signing = keys[Array.FindLastIndex([.. views], view => view.MaySign)];
        loaded = new Loaded(
            new SigningCredentials(signing, SecurityAlgorithms.HmacSha256),
            keys.ToFrozenDictionary(
                key => key.KeyId, key => (IReadOnlyList<SecurityKey>)[key], StringComparer.Ordinal));
    }

    private SymmetricSecurityKey KeyOf(SessionKeyView view) => new(identity.Derive(
        string.Create(CultureInfo.InvariantCulture, $"session-token/{view.Id}/{view.Salt}")))
    {
        KeyId = view.Id,
    };

    private sealed record Loaded(
        SigningCredentials Signing, FrozenDictionary<string, IReadOnlyList<SecurityKey>> ById);
}
