using System.ComponentModel.DataAnnotations;

namespace Prakerja.Api.Auth;

/// <summary>Log-ins of participants.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Prakerja:Tokens";

    /// <summary>How long a log-in lasts, minutes.</summary>
    [Range(1, 24 * 60)]
    public int LifetimeMinutes { get; init; } = 60;
}

/// <summary>Signed requests of platforms, providers and payment partners.</summary>
internal sealed class SignatureOptions
{
    public const string Section = "Prakerja:Signatures";

    /// <summary>How far a timestamp may be from the programme's clock, before or after, seconds.</summary>
    [Range(10, 3_600)]
    public int WindowSeconds { get; init; } = 300;

    /// <summary>
    /// Nonces of one partner remembered at most in twice the window; when there are more, its further requests get 503.
    /// </summary>
    [Range(1_000, 50_000_000)]
    public int NoncesPerWindow { get; init; } = 1_000_000;

    /// <summary>
    /// How long a partner's secret is remembered here, seconds; a rotated one works for as long after that.
    /// </summary>
    [Range(0, 600)]
    public int SecretCacheSeconds { get; init; } = 30;
}

/// <summary>Management keys.</summary>
internal sealed class ManagementKeyOptions
{
    public const string Section = "Prakerja:ManagementKeys";

    /// <summary>
    /// How long a key is remembered here, seconds: a revoked key works for at most as long after that.
    /// </summary>
    [Range(0, 5)]
    public int CacheSeconds { get; init; } = 5;
}
