using System.ComponentModel.DataAnnotations;

namespace Prakerja.Api.Auth;

/// <summary>Settings of the signed requests of platforms, providers and payment partners.</summary>
internal sealed class SignatureOptions
{
    public const string Section = "Prakerja:Signatures";

    /// <summary>How far a timestamp may be from the programme's clock, before or after, seconds.</summary>
    [Range(10, 3_600)]
    public int WindowSeconds { get; init; } = 300;

    /// <summary>
    /// The most nonces of one partner that are kept for twice the window. Above this number, further requests of the
    /// partner get 503.
    /// </summary>
    [Range(1_000, 50_000_000)]
    public int NoncesPerWindow { get; init; } = 1_000_000;

    /// <summary>
    /// How long an API node caches a partner's secret, seconds. After a rotation, the old secret works for at most
    /// this long.
    /// </summary>
    [Range(0, 600)]
    public int SecretCacheSeconds { get; init; } = 30;
}
