using System.Globalization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// Remembers the nonces of one partner's signed requests, so that no API node accepts a request twice. The nonces are
/// in memory. A silo that stops stores those that could come again; one that crashes loses them. A request that is then
/// sent again is still checked against the state that it changed the first time. Key: <see cref="NonceKey"/>.
/// </summary>
[Alias("INonceGrain")]
[GrainInterfaceType("INonceGrain")]
public interface INonceGrain : IGrainWithStringKey
{
    /// <summary>Records the use of a nonce and returns whether it was used before.</summary>
    /// <param name="nonce">The keyed hash of the nonce.</param>
    /// <param name="window">The largest allowed difference between a request's timestamp and the clock.</param>
    /// <param name="limit">The most nonces that are remembered for twice the window.</param>
    [Alias("Use")]
    Task<NonceUse> Use(KeyedHash nonce, TimeSpan window, int limit);
}

/// <summary>
/// The keys of the <see cref="INonceGrain"/>s. A partner has several, so that one grain does not limit its requests.
/// </summary>
public static class NonceKey
{
    /// <summary>The number of grains that share the nonces of one partner.</summary>
    public const int Shards = 16;

    public static string Of(string partner, KeyedHash nonce) =>
        string.Create(CultureInfo.InvariantCulture, $"n-{partner}-{nonce.Low % Shards}");
}
