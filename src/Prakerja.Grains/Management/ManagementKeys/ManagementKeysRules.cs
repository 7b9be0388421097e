using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Management.ManagementKeysEvent;

namespace Prakerja.Grains.Management;

/// <summary>The rules of the management keys. One administrator's key always remains in force.</summary>
public static class ManagementKeysRules
{
    /// <summary>The most keys, with the revoked ones.</summary>
    public const int KeysMax = 1_000;

    /// <summary>The name of the key that is created when there is none.</summary>
    public const string FirstName = "first";

    // A witness is somebody outside the programme, so the programme's own first key is none.
    private static readonly ImmutableArray<ManagementRole> FirstRoles =
        [.. Enum.GetValues<ManagementRole>().Where(role => role != ManagementRole.Witness)];

    /// <summary>
    /// Adds the first key, only when no key was ever created. A revoked first key is not created again at the next
    /// start.
    /// </summary>
    public static Decision<ManagementKeysEvent> EnsureFirst(
        ManagementKeysState? state, string hash, DateTimeOffset now) => state is null
        ? new KeyCreated(FirstName, FirstRoles, hash, null, now)
        : ImmutableArray<ManagementKeysEvent>.Empty;

    public static Decision<ManagementKeysEvent> Create(
        ManagementKeysState? state,
        string name,
        ImmutableArray<ManagementRole> roles,
        string hash,
        string by,
        DateTimeOffset now)
    {
        if (!PartnerCode.IsValid(name)) return ManagementKeyRefusals.NameMalformed;
        if (roles.IsDefaultOrEmpty || !roles.All(Enum.IsDefined) || roles.Distinct().Count() < roles.Length)
            return ManagementKeyRefusals.RolesMalformed;
        if (Find(state, name) is not null) return ManagementKeyRefusals.NameTaken;
        if (state is { Keys.Length: >= KeysMax }) return ManagementKeyRefusals.TooMany;
        return new KeyCreated(name, roles, hash, by, now);
    }

    public static Decision<ManagementKeysEvent> Revoke(
        ManagementKeysState? state, string name, string by, DateTimeOffset now)
    {
        if (Find(state, name) is not { } key) return ManagementKeyRefusals.NotFound;
        if (key.RevokedAt is not null) return ImmutableArray<ManagementKeysEvent>.Empty;
        var administratorRemains = state!.Keys.Any(other => other.Name != name && IsAdministrator(other));
        return administratorRemains ? new KeyRevoked(name, by, now) : ManagementKeyRefusals.LastAdministrator;
    }

    /// <summary>The key with this hash; null when there is none or it is revoked.</summary>
    public static ManagementKey? FindByHash(ManagementKeysState? state, string hash)
    {
        var requested = Encoding.UTF8.GetBytes(hash);
        return state?.Keys.FirstOrDefault(key =>
            key.RevokedAt is null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key.Hash), requested));
    }

    public static ManagementKeyView ViewOf(ManagementKey key) =>
        new(key.Name, key.Roles, key.CreatedAt, key.CreatedBy, key.RevokedAt, key.RevokedBy);

    public static ManagementKeysState Fold(ManagementKeysState? state, ManagementKeysEvent @event) =>
        @event switch
        {
            KeyCreated e => new()
            {
                Keys = With(state, new(e.Name, e.Roles, e.Hash!, e.At, e.By, null, null)),
            },
            _ when state is null => throw new InvalidOperationException(
                "The first event of the keys must be a created key."),
            KeyRevoked e => new()
            {
                Keys = With(state, Find(state, e.Name)! with { RevokedAt = e.At, RevokedBy = e.By }),
            },
            _ => throw new InvalidOperationException($"The event {@event.GetType().Name} is not supported."),
        };

    private static bool IsAdministrator(ManagementKey key) =>
        key.RevokedAt is null && key.Roles.Contains(ManagementRole.Administrator);

    private static ManagementKey? Find(ManagementKeysState? state, string name) =>
        state?.Keys.FirstOrDefault(key => key.Name == name);

    private static ImmutableArray<ManagementKey> With(ManagementKeysState? state, ManagementKey put)
    {
        var others = state?.Keys.Where(key => key.Name != put.Name) ?? [];
        return [.. others.Append(put).OrderBy(key => key.Name, StringComparer.Ordinal)];
    }
}
