using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>
/// The keys with which people of management (Manajemen Pelaksana) sign their requests. One grain; key:
/// <see cref="Key"/>. Refusals: <see cref="ManagementKeyRefusals"/>.
/// </summary>
[Alias("IManagementKeysGrain")]
[GrainInterfaceType("IManagementKeysGrain")]
public interface IManagementKeysGrain : IGrainWithStringKey
{
    const string Key = "k-management";

    /// <summary>
    /// Takes the first key, "first", with all roles, when no key has ever been made; otherwise changes
    /// nothing. The caller keeps the key where its owner finds it before it asks, so that a crash in between
    /// loses nothing.
    /// </summary>
    /// <param name="hash"><see cref="ManagementKeyHash"/> of the key.</param>
    [Alias("EnsureFirstKey")]
    Task<Answer<Done>> EnsureFirstKey(string hash);

    /// <summary>Makes a key; the answer is the only time it is shown.</summary>
    /// <param name="by">Name of the key that asks.</param>
    [Alias("Create")]
    Task<Answer<NewManagementKey>> Create(string name, ImmutableArray<ManagementRole> roles, string by);

    /// <summary>Ends a key for good. A repeat changes nothing.</summary>
    /// <param name="by">Name of the key that asks.</param>
    [Alias("Revoke")]
    Task<Answer<Done>> Revoke(string name, string by);

    /// <summary>All keys that ever were, by name.</summary>
    [AlwaysInterleave, Alias("GetKeys")]
    Task<ImmutableArray<ManagementKeyView>> GetKeys();

    /// <summary>
    /// Whose key has this hash (<see cref="ManagementKeyHash"/>); null when nobody's, or revoked.
    /// </summary>
    [AlwaysInterleave, Alias("Find")]
    Task<ManagementKeyView?> Find(string hash);
}

/// <summary>What a key may do. The names are stored: never change one.</summary>
[Alias("management-role")]
public enum ManagementRole : byte
{
    /// <summary>Runs the programme: waves, lists, freezing, complaints.</summary>
    Operator = 1,

    /// <summary>The second pair of eyes (M1).</summary>
    Approver = 2,

    /// <summary>Sees everything, changes nothing.</summary>
    Auditor = 3,

    /// <summary>Makes and revokes keys, registers partners.</summary>
    Administrator = 4,
}

/// <summary>A key as it is shown once. Not for logs.</summary>
[GenerateSerializer, Immutable, Alias("new-management-key")]
public sealed record NewManagementKey([property: Id(0)] string Name, [property: Id(1)] string Key)
{
    public override string ToString() => $"Key {Name}";
}

[GenerateSerializer, Immutable, Alias("management-key-view")]
public sealed record ManagementKeyView(
    [property: Id(0)] string Name,
    [property: Id(1)] ImmutableArray<ManagementRole> Roles,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] string? CreatedBy,
    [property: Id(4)] DateTimeOffset? RevokedAt,
    [property: Id(5)] string? RevokedBy);

/// <summary>
/// What is kept of a key: its SHA-256, lower-case hex. A key is 238 bits of chance, so a fast hash is
/// enough; nobody can try them all.
/// </summary>
public static class ManagementKeyHash
{
    public static string Of(string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}

/// <summary>Why a command on management's keys is refused.</summary>
public static class ManagementKeyRefusals
{
    public static Refusal NotFound { get; } = new("management_key.not_found");

    /// <summary>The name is not 2 to 32 of a–z, 0–9 and the hyphen.</summary>
    public static Refusal NameMalformed { get; } = new("management_key.name_malformed");

    /// <summary>
    /// A key has or had this name; the history names people by it, so it is not given twice.
    /// </summary>
    public static Refusal NameTaken { get; } = new("management_key.name_taken");

    /// <summary>No role, one named twice, or an unknown one.</summary>
    public static Refusal RolesMalformed { get; } = new("management_key.roles_malformed");

    /// <summary>Without an administrator nobody could ever make a key again.</summary>
    public static Refusal LastAdministrator { get; } = new("management_key.last_administrator");

    /// <summary>At most 1,000 keys, revoked ones included.</summary>
    public static Refusal TooMany { get; } = new("management_key.too_many");
}
