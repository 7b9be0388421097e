using Prakerja.Load.Measuring;

namespace Prakerja.Benchmarks.Cluster.Services;

/// <summary>A service under test: people join a wave and read their dashboard over HTTP.</summary>
internal interface IJoinService : IAsyncDisposable
{
    string Name { get; }

    ProgramProcess Program { get; }

    /// <summary>New people who may join now, logged in.</summary>
    Task<IReadOnlyList<Newcomer>> NewcomersAsync(int count);

    /// <summary>The number of durable roll entries, from a query outside the service.</summary>
    Task<long> CountJoinedAsync();
}

/// <summary>The two prepared requests of one person.</summary>
internal readonly record struct Newcomer(byte[] Join, byte[] Dashboard)
{
    public static Newcomer Of(Uri url, string token, int wave) => new(
        RawPump.Request(
            url,
            "POST",
            "/api/v1/participants/me/applications",
            token,
            $"join-{wave}",
            $"{{\"wave\":{wave}}}"),
        RawPump.Request(url, "GET", "/api/v1/participants/me", token, null, null));
}
