using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>The refusals of commands on management keys. The codes are public and never change.</summary>
public static class ManagementKeyRefusals
{
    /// <summary>No key has this name.</summary>
    public static Refusal NotFound { get; } = new("management_key.not_found");

    /// <summary>The name is not 2 to 32 of a–z, 0–9 and the hyphen.</summary>
    public static Refusal NameMalformed { get; } = new("management_key.name_malformed");

    /// <summary>
    /// A key has or had this name. A name is never given twice, because the events identify people by it.
    /// </summary>
    public static Refusal NameTaken { get; } = new("management_key.name_taken");

    /// <summary>The person is not 2 to 64 of a–z, 0–9, point, hyphen, underscore and @.</summary>
    public static Refusal PersonMalformed { get; } = new("management_key.person_malformed");

    /// <summary>The key names no role, an unknown one, or one twice.</summary>
    public static Refusal RolesMalformed { get; } = new("management_key.roles_malformed");

    /// <summary>The last administrator's key cannot be revoked, because no key could be created after that.</summary>
    public static Refusal LastAdministrator { get; } = new("management_key.last_administrator");

    /// <summary>There are 1,000 keys already, with the revoked ones.</summary>
    public static Refusal TooMany { get; } = new("management_key.too_many");
}
