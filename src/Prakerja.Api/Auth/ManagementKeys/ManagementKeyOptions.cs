using System.ComponentModel.DataAnnotations;

namespace Prakerja.Api.Auth;

/// <summary>Settings of management keys.</summary>
internal sealed class ManagementKeyOptions
{
    public const string Section = "Prakerja:ManagementKeys";

    /// <summary>
    /// How long an API node caches a key, seconds. After a key is revoked, it works for at most this long.
    /// </summary>
    [Range(0, 5)]
    public int CacheSeconds { get; init; } = 5;
}
