using System.Collections.Immutable;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Health;

/// <summary>One thing that a node needs to serve.</summary>
public interface IReadinessCheck
{
    /// <summary>Why the node cannot serve; null when nothing is against it.</summary>
    ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken);
}

/// <summary>All that must be well before requests are worth sending to a node.</summary>
public static class ReadinessChecks
{
    /// <summary>Every reason against it; none means that it is ready.</summary>
    public static async Task<ImmutableArray<string>> GetFailureAsync(
        this IEnumerable<IReadinessCheck> checks, CancellationToken cancellationToken)
    {
        var reasons = await Task.WhenAll(checks.Select(check => check.GetFailureAsync(cancellationToken).AsTask()));
        return [.. reasons.OfType<string>()];
    }
}

/// <summary>The store answers a question, asked at most once a period. Thread-safe.</summary>
public sealed class StoreCheck(IClaimReader claims, TimeProvider time) : IReadinessCheck
{
    /// <summary>How long an answer is good.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // Nobody holds it; to be told so takes the whole way to the store and back.
    private static readonly KeyedHash Nobody = new(0, 0);

    private readonly CachedHealthProbe look = new("answer", () => AskAsync(claims), Period, time);

    public ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken) => look.GetFailureAsync(cancellationToken);

    private static async Task<string?> AskAsync(IClaimReader claims)
    {
        await claims.FindHolderAsync(ClaimKind.Email, Nobody);
        return null;
    }
}
