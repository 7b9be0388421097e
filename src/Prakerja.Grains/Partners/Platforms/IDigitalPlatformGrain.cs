using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// A digital platform (platform digital), which sells courses. Key: <see cref="PartnerKey.OfPlatform"/>.
/// Each course lists the platforms that sell it. Refusals: <see cref="PartnerRefusals"/>.
/// </summary>
[Alias("IDigitalPlatformGrain")]
[GrainInterfaceType("IDigitalPlatformGrain")]
public interface IDigitalPlatformGrain : IPartnerGrain
{
    /// <summary>Registers the platform and returns its secret. The secret is not shown again.</summary>
    /// <param name="by">The name of the caller's management key.</param>
    [Alias("Register")]
    Task<Answer<PartnerSecret>> Register(string name, string by);
}
