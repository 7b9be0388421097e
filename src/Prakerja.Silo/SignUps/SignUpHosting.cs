using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.SignUps;

namespace Prakerja.Silo.SignUps;

internal static class SignUpHosting
{
    /// <summary>Adds what attempts to sign up need.</summary>
    public static IServiceCollection AddSignUps(this IServiceCollection services)
    {
        services.AddSingleton<IIdentityRegistry, NoIdentityRegistry>();
        return services.AddSingleton<SignUpServices>();
    }
}
