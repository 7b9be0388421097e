using System.Collections.Immutable;
using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>
/// The keys with which the people of management (Manajemen Pelaksana) authenticate. There is one grain. Key:
/// <see cref="Key"/>. Refusals: <see cref="ManagementKeyRefusals"/>.
/// </summary>
[Alias("IManagementKeysGrain")]
[GrainInterfaceType("IManagementKeysGrain")]
public interface IManagementKeysGrain : IGrainWithStringKey
{
    const string Key = "k-management";

    /// <summary>
    /// Adds the first key, named "first", with all roles. When a key was ever created, it changes nothing. The caller
    /// must first save the key where its owner finds it, so that a crash between the two steps does not lose it.
    /// </summary>
    /// <param name="hash">The <see cref="ManagementKeyHash"/> of the key.</param>
    [Alias("EnsureFirstKey")]
    Task<Answer<Done>> EnsureFirstKey(string hash);

    /// <summary>Creates a key and returns it. The key is not shown again.</summary>
    /// <param name="person">The person to whom the key belongs.</param>
    /// <param name="by">The name of the caller's key.</param>
    [Alias("CreateFor")]
    Task<Answer<NewManagementKeyView>> Create(
        string name, string person, ImmutableArray<ManagementRole> roles, string by);

    /// <summary>Revokes a key for good. A repeated call changes nothing.</summary>
    /// <param name="by">The name of the caller's key.</param>
    [Alias("Revoke")]
    Task<Answer<Done>> Revoke(string name, string by);

    /// <summary>All keys, with the revoked ones, ordered by name.</summary>
    [AlwaysInterleave, Alias("GetKeys")]
    Task<ImmutableArray<ManagementKeyView>> GetKeys();

    /// <summary>
    /// The key with this hash (<see cref="ManagementKeyHash"/>); null when there is none or it is revoked.
    /// </summary>
    [AlwaysInterleave, Alias("Find")]
    Task<ManagementKeyView?> Find(string hash);
}

/// <summary>A new key, which is shown once. It must not be logged.</summary>
[GenerateSerializer, Immutable, Alias("new-management-key")]
public sealed record NewManagementKeyView([property: Id(0)] string Name, [property: Id(1)] string Key)
{
    public override string ToString() => $"Key {Name}";
}

/// <summary>The view of a key, without the key itself.</summary>
/// <param name="Person">The person to whom the key belongs.</param>
/// <param name="People">Everybody who may hold the key: its person, and who made it
/// (<see cref="ManagementKeysRules.PeopleBehind"/>).</param>
[GenerateSerializer, Immutable, Alias("management-key-view")]
public sealed record ManagementKeyView(
    [property: Id(0)] string Name,
    [property: Id(1)] ImmutableArray<ManagementRole> Roles,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] string? CreatedBy,
    [property: Id(4)] DateTimeOffset? RevokedAt,
    [property: Id(5)] string? RevokedBy,
    [property: Id(6)] string Person,
    [property: Id(7)] ImmutableArray<string> People);
