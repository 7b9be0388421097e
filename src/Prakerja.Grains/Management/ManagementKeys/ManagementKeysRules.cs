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

    private const int PersonLengthMin = 2;
    private const int PersonLengthMax = 64;

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
        string person,
        ImmutableArray<ManagementRole> roles,
        string hash,
        string by,
        DateTimeOffset now)
    {
        if (!PartnerCode.IsValid(name)) return ManagementKeyRefusals.NameMalformed;
        if (!IsPerson(person)) return ManagementKeyRefusals.PersonMalformed;
        if (roles.IsDefaultOrEmpty || !roles.All(Enum.IsDefined) || roles.Distinct().Count() < roles.Length)
            return ManagementKeyRefusals.RolesMalformed;
        if (Find(state, name) is not null) return ManagementKeyRefusals.NameTaken;
        if (state is { Keys.Length: >= KeysMax }) return ManagementKeyRefusals.TooMany;
        return new KeyCreated(name, roles, hash, by, now, person);
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

    /// <summary>
    /// Everybody who may hold a key: its person, the person whose key created it, and the persons of the keys before
    /// that one. The first key of all creates the first administrators, so it counts only for keys that it created
    /// itself. A key of an earlier version belongs to the person of the key that created it.
    /// </summary>
    public static ImmutableArray<string> PeopleBehind(ManagementKeysState state, ManagementKey key)
    {
        var people = new List<string> { PersonOf(state, key) };
        for (var creator = CreatorOf(state, key); creator is not null; creator = CreatorOf(state, creator))
        {
            if (creator.CreatedBy is not null || creator.Name == key.CreatedBy) people.Add(PersonOf(state, creator));
        }

        return [.. people.Distinct(StringComparer.Ordinal)];
    }

    public static ManagementKeyView ViewOf(ManagementKeysState state, ManagementKey key) => new(
        key.Name,
        key.Roles,
        key.CreatedAt,
        key.CreatedBy,
        key.RevokedAt,
        key.RevokedBy,
        PersonOf(state, key),
        PeopleBehind(state, key));

    public static ManagementKeysState Fold(ManagementKeysState? state, ManagementKeysEvent @event) =>
        @event switch
        {
            KeyCreated e => new()
            {
                Keys = With(state, new(e.Name, e.Roles, e.Hash!, e.At, e.By, null, null, e.Person)),
            },
            _ when state is null => throw new InvalidOperationException(
                "The first event of the keys must be a created key."),
            KeyRevoked e => new()
            {
                Keys = With(state, Find(state, e.Name)! with { RevokedAt = e.At, RevokedBy = e.By }),
            },
            _ => throw new InvalidOperationException($"The event {@event.GetType().Name} is not supported."),
        };

    private static string PersonOf(ManagementKeysState state, ManagementKey key)
    {
        while (key.Person is null && CreatorOf(state, key) is { } creator) key = creator;
        return key.Person ?? key.Name;
    }

    // A name is never given twice and a creator is older than its key, so the chain ends.
    private static ManagementKey? CreatorOf(ManagementKeysState state, ManagementKey key) =>
        key.CreatedBy is { } name ? Find(state, name) : null;

    // Lower case alone, so that one person has one name. The colon is left to people whom a sign-in service names.
    private static bool IsPerson(string text) =>
        text.Length is >= PersonLengthMin and <= PersonLengthMax
        && text.All(character => character is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-' or '_' or '@');

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
