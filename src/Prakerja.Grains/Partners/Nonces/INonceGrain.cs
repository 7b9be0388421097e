using System.Globalization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// Remembers nonces of one partner's signed requests, so that none is taken twice, whichever API node it comes to. It keeps
/// them in memory alone: a silo that dies forgets those of the last minutes, and what such a request asks for is then
/// still held up by the state of what it is about. Keys: <see cref="NonceKey"/>.
/// </summary>
[Alias("INonceGrain")]
[GrainInterfaceType("INonceGrain")]
public interface INonceGrain : IGrainWithStringKey
{
    /// <summary>Uses a nonce up.</summary>
    /// <param name="nonce">Stands for the nonce.</param>
    /// <param name="window">How far a timestamp may be from the clock, before or after.</param>
    /// <param name="limit">Nonces remembered at most in twice the window.</param>
    [Alias("Use")]
    Task<NonceUse> Use(KeyedHash nonce, TimeSpan window, int limit);
}

/// <summary>Keys of the <see cref="INonceGrain"/>s: several for each partner, so that none is on the way of all.</summary>
public static class NonceKey
{
    /// <summary>Grains that share the nonces of one partner.</summary>
    public const int Shards = 16;

    public static string Of(string partner, KeyedHash nonce) =>
        string.Create(CultureInfo.InvariantCulture, $"n-{partner}-{nonce.Low % Shards}");
}
