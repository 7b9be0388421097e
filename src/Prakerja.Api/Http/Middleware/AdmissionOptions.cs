using System.ComponentModel.DataAnnotations;

namespace Prakerja.Api.Http;

/// <summary>Settings of <see cref="AdmissionControl"/>: how many requests this node accepts at once.</summary>
internal sealed class AdmissionOptions
{
    public const string Section = "Prakerja:Admission";

    /// <summary>The most requests that are processed at the same time.</summary>
    [Range(1, 100_000)]
    public int ConcurrentRequests { get; init; } = 1_024;

    /// <summary>The most requests that wait for one of these to end. Further requests get 503.</summary>
    [Range(0, 1_000_000)]
    public int WaitingRequests { get; init; } = 4_096;
}
