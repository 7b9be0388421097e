using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prakerja.Grains.SignUps;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.SignUps;

internal static class SignUpHosting
{
    /// <summary>Adds what attempts to sign up need.</summary>
    public static IServiceCollection AddSignUps(this IServiceCollection services)
    {
        services.AddValidatedOptions<IdentityRegistryOptions>(IdentityRegistryOptions.Section);
        services.AddSingleton<IIdentityRegistry>(provider =>
            provider.GetRequiredService<IOptions<IdentityRegistryOptions>>().Value.Url is null
                ? new NoIdentityRegistry()
                : ActivatorUtilities.CreateInstance<HttpIdentityRegistry>(provider));
        return services.AddSingleton<SignUpServices>();
    }
}
