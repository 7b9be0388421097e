using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Management.ManagementKeysEvent;

namespace Prakerja.Grains.Management;

/// <summary>The rules of management's keys: who may act, and that somebody always may.</summary>
public static class ManagementKeysRules
{
    public const int KeysMax = 1_000;

    /// <summary>Name of the key that is made when there is none.</summary>
    public const string FirstName = "first";

    private static readonly ImmutableArray<ManagementRole> AllRoles = [.. Enum.GetValues<ManagementRole>()];

    /// <summary>
    /// Only where no key ever was: a revoked first key does not come back, however often the system starts.
    /// </summary>
    public static Decision<ManagementKeysEvent> EnsureFirst(
        ManagementKeysState? state, string hash, DateTimeOffset now) => state is null
        ? new KeyCreated(FirstName, AllRoles, hash, null, now)
        : ImmutableArray<ManagementKeysEvent>.Empty;

    public static Decision<ManagementKeysEvent> Create(
        ManagementKeysState? state,
        string name,
        ImmutableArray<ManagementRole> roles,
        string hash,
        string by,
        DateTimeOffset now)
    {
        if (!PartnerCode.IsOne(name)) return ManagementKeyRefusals.NameMalformed;
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
        var administratorStays = state!.Keys.Any(other => other.Name != name && IsAdministrator(other));
        return administratorStays ? new KeyRevoked(name, by, now) : ManagementKeyRefusals.LastAdministrator;
    }

    /// <summary>The key in force that has a hash; null when there is none.</summary>
    public static ManagementKey? FindByHash(ManagementKeysState? state, string hash)
    {
        var wanted = Encoding.UTF8.GetBytes(hash);
        return state?.Keys.FirstOrDefault(key =>
            key.RevokedAt is null
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key.Hash), wanted));
    }

    public static ManagementKeyView ViewOf(ManagementKey key) =>
        new(key.Name, key.Roles, key.CreatedAt, key.CreatedBy, key.RevokedAt, key.RevokedBy);

    public static ManagementKeysState Fold(ManagementKeysState? state, ManagementKeysEvent happened) =>
        happened switch
        {
            KeyCreated e => new()
            {
                Keys = With(state, new(e.Name, e.Roles, e.Hash!, e.At, e.By, null, null)),
            },
            _ when state is null => throw new InvalidOperationException("The keys begin with the first."),
            KeyRevoked e => new()
            {
                Keys = With(state, Find(state, e.Name)! with { RevokedAt = e.At, RevokedBy = e.By }),
            },
            _ => throw new InvalidOperationException($"{happened.GetType().Name} is not known here."),
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
