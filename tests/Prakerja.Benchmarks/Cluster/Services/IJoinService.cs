using Prakerja.Load.Measuring;

namespace Prakerja.Benchmarks.Cluster.Services;

/// <summary>A service that lets people join a wave and shows them their dashboard, over HTTP.</summary>
internal interface IJoinService : IAsyncDisposable
{
    string Name { get; }

    ProgramProcess Program { get; }

    /// <summary>People who may join now and have not, logged in.</summary>
    Task<IReadOnlyList<Newcomer>> NewcomersAsync(int count);

    /// <summary>How many stand on the roll durably, by a query that the service has no part in.</summary>
    Task<long> CountJoinedAsync();
}

/// <summary>The two requests of one person, ready to be sent.</summary>
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
