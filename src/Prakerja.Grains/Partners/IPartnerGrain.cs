using Orleans.Concurrency;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// The common part of providers, platforms and payment partners: a name, and a secret that signs their requests.
/// Refusals: <see cref="PartnerRefusals"/>.
/// </summary>
[Alias("IPartnerGrain")]
[GrainInterfaceType("IPartnerGrain")]
public interface IPartnerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Creates a new secret and returns it. The old secret is void at once. The new one is not shown again.
    /// </summary>
    /// <param name="by">The name of the caller's management key.</param>
    [Alias("RotateSecret")]
    Task<Answer<PartnerSecret>> RotateSecret(string by);

    /// <summary>The secret, for the API node that checks signatures with it and caches it for a short time.</summary>
    [AlwaysInterleave, Alias("GetSecret")]
    Task<Answer<PartnerSecret>> GetSecret();

    /// <summary>The public view of the partner.</summary>
    [AlwaysInterleave, Alias("GetPartner")]
    Task<Answer<PartnerView>> GetPartner();
}

/// <summary>A partner's signing secret: ASCII letters and digits. It must not be logged.</summary>
[GenerateSerializer, Immutable, Alias("partner-secret")]
public sealed record PartnerSecret([property: Id(0)] string Code, [property: Id(1)] string Secret)
{
    public override string ToString() => $"Secret of {Code}";
}

/// <summary>The public view of a partner.</summary>
[GenerateSerializer, Immutable, Alias("partner-view")]
public sealed record PartnerView(
    [property: Id(0)] string Code,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset RegisteredAt);
