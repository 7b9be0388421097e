namespace Prakerja.Grains.Partners;

/// <summary>
/// The keys of the partners' grains. The first letter distinguishes the kinds of partner, and a key from a number.
/// </summary>
public static class PartnerKey
{
    /// <summary>The grain type of <see cref="ITrainingProviderGrain"/>. It is stored: never change it.</summary>
    public const string ProviderTypeName = "training-provider";

    /// <summary>The grain type of <see cref="IDigitalPlatformGrain"/>. It is stored: never change it.</summary>
    public const string PlatformTypeName = "digital-platform";

    /// <summary>"v-CODE", the key of <see cref="ITrainingProviderGrain"/>.</summary>
    public static string OfProvider(string code) => "v-" + code;

    /// <summary>"o-CODE", the key of <see cref="IDigitalPlatformGrain"/>.</summary>
    public static string OfPlatform(string code) => "o-" + code;

    /// <summary>"m-CODE", the key of <see cref="IPaymentPartnerGrain"/>.</summary>
    public static string OfPaymentPartner(string code) => "m-" + code;

    /// <summary>The partner code in any of these keys.</summary>
    public static string CodeOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key[2..];
    }
}
