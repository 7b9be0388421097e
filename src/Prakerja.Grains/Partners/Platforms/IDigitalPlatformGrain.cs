using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// A digital platform (platform digital), which sells courses. Key: <see cref="PartnerKey.OfPlatform"/>.
/// What it sells stands with the courses. Refusals: <see cref="PartnerRefusals"/>.
/// </summary>
[Alias("IDigitalPlatformGrain")]
[GrainInterfaceType("IDigitalPlatformGrain")]
public interface IDigitalPlatformGrain : IPartnerGrain
{
    /// <summary>Makes the platform known. The answer is the only time its secret is shown.</summary>
    /// <param name="by">Name of the management key that asks.</param>
    [Alias("Register")]
    Task<Answer<PartnerSecret>> Register(string name, string by);
}
