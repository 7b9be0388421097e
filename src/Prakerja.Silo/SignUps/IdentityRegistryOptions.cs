using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.SignUps;

/// <summary>The civil registry that is asked before a person is registered (A6).</summary>
public sealed class IdentityRegistryOptions
{
    public const string Section = "Prakerja:IdentityRegistry";

    /// <summary>The address that questions are posted to. Empty: nobody is asked; people stay unconfirmed.</summary>
    public Uri? Url { get; init; }

    /// <summary>The token that is sent as <c>Authorization: Bearer</c>. Set it in the environment.</summary>
    public string? Token { get; init; }

    /// <summary>How long one request may take, seconds. There are at most three, one after the other.</summary>
    [Range(1, 8)]
    public int TimeoutSeconds { get; init; } = 3;

    /// <summary>The most questions that one silo asks, a second.</summary>
    [Range(1, 10_000)]
    public int RequestsPerSecond { get; init; } = 50;

    /// <summary>How long a silo remembers a match or a mismatch, minutes; 0 = not at all.</summary>
    [Range(0, 1_440)]
    public int CacheMinutes { get; init; } = 60;
}
