using System.ComponentModel.DataAnnotations;

namespace Prakerja.Api.Http;

/// <summary>
/// How many requests of some kinds one source may send to this node. Many people share the address of a mobile network,
/// so the limits stop programs and not people.
/// </summary>
internal sealed class SourceLimitOptions
{
    public const string Section = "Prakerja:SourceLimits";

    /// <summary>Off only in rehearsals and tests, where all requests come from one address.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Attempts to sign up, and their further codes, a minute.</summary>
    [Range(1, 1_000_000)]
    public int SignUpsPerMinute { get; init; } = 60;

    /// <summary>Requests for log-in codes, log-ins and verifications, a minute.</summary>
    [Range(1, 1_000_000)]
    public int SessionsPerMinute { get; init; } = 120;

    /// <summary>Unknown management keys and wrong signatures, a minute.</summary>
    [Range(1, 1_000_000)]
    public int FailedCredentialsPerMinute { get; init; } = 20;
}
