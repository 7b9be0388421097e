using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Silo.Health;

/// <summary>Checks that the store answers a query, at most once a period. Thread-safe.</summary>
public sealed class StoreCheck(IClaimReader claims, TimeProvider time) : IReadinessCheck
{
    /// <summary>How long a result is valid.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // A value that no grain holds. The query for it goes to the store and back like any other.
    private static readonly KeyedHash UnknownValue = new(0, 0);

    private readonly CachedHealthProbe probe = new("answer", () => QueryAsync(claims), Period, time);

    public ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken) =>
        probe.GetFailureAsync(cancellationToken);

    private static async Task<string?> QueryAsync(IClaimReader claims)
    {
        await claims.FindHolderAsync(ClaimKind.Email, UnknownValue);
        return null;
    }
}
