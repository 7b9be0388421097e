using System.Collections.Immutable;
using Prakerja.Grains.Commits;

namespace Prakerja.Silo.Operations;

/// <summary>One thing that a node needs to serve.</summary>
public interface IReadinessCheck
{
    /// <summary>Why the node cannot serve; null when nothing is against it.</summary>
    ValueTask<string?> WhyNotAsync(CancellationToken cancellationToken);
}

/// <summary>All that must be well before requests are worth sending to a node.</summary>
public static class ReadinessChecks
{
    /// <summary>Every reason against it; none means that it is ready.</summary>
    public static async Task<ImmutableArray<string>> WhyNotAsync(
        this IEnumerable<IReadinessCheck> checks, CancellationToken cancellationToken)
    {
        var reasons = await Task.WhenAll(checks.Select(check => check.WhyNotAsync(cancellationToken).AsTask()));
        return [.. reasons.OfType<string>()];
    }
}

/// <summary>The store answers a question.</summary>
public sealed class StoreCheck(IClaimReader claims) : IReadinessCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Nobody holds it; to be told so takes the whole way to the store and back.
    private static readonly KeyedHash Nobody = new(0, 0);

    public async ValueTask<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        try
        {
            await claims.FindHolderAsync(ClaimKind.Email, Nobody).AsTask().WaitAsync(Patience, cancellationToken);
            return null;
        }
        catch (StoreUnavailableException exception)
        {
            return exception.Message;
        }
        catch (TimeoutException)
        {
            return $"The store did not answer within {Patience.TotalSeconds} s.";
        }
    }
}
