using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Security;

internal static class SecurityHosting
{
    /// <summary>Adds who may call what. Keys that encrypt the tokens are kept in the data directory.</summary>
    public static void AddCallers(this IServiceCollection services, string dataDirectory)
    {
        services.AddDataProtection()
            .SetApplicationName("Prakerja")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(dataDirectory, "token-keys")));
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<Partners>();
        services.AddSingleton<ManagementKeys>();
        services.AddSingleton(NoncesOf);
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, TurnedAway>();
        services.AddAuthentication()
            .AddPolicyScheme(Schemes.Any, null, options => options.ForwardDefaultSelector = Schemes.Choose)
            .AddBearerToken(Schemes.Participant)
            .AddScheme<AuthenticationSchemeOptions, SignatureHandler>(Schemes.Signature, null)
            .AddScheme<AuthenticationSchemeOptions, ManagementKeyHandler>(Schemes.Key, null);
        // A token ends by the programme's clock: who lives through a year in an afternoon logs in more than once.
        services.AddOptions<BearerTokenOptions>(Schemes.Participant)
            .Configure<ProgrammeClock>((options, clock) => options.TimeProvider = clock);
        services.AddAuthorization(Callers.AddPolicies);
    }

    private static NonceMemory NoncesOf(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<SignatureOptions>>().Value;
        return new NonceMemory(TimeSpan.FromSeconds(options.WindowSeconds), options.NoncesPerWindow);
    }
}
