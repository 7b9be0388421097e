using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Hosting;

namespace Prakerja.Api.Security;

internal static class SecurityHosting
{
    /// <summary>
    /// Adds who may call what. Keys that encrypt the tokens are kept in the data directory, unless another place was
    /// added before.
    /// </summary>
    public static void AddCallers(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Prakerja");
        services.TryAddSingleton<IXmlRepository>(provider => new FileSystemXmlRepository(
            OwnersAlone(provider.GetRequiredService<DataDirectory>().TokenKeysPath),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>((keys, kept) => keys.XmlRepository = kept);
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<Partners>();
        services.AddSingleton<ManagementKeys>();
        services.AddSingleton<Nonces>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, TurnedAway>();
        services.AddAuthentication()
            .AddPolicyScheme(Schemes.Any, null, options => options.ForwardDefaultSelector = Schemes.Choose)
            .AddBearerToken(Schemes.Participant)
            .AddScheme<AuthenticationSchemeOptions, SignatureHandler>(Schemes.Signature, null)
            .AddScheme<AuthenticationSchemeOptions, SignatureHandler>(Schemes.FieldSignature, null)
            .AddScheme<AuthenticationSchemeOptions, ManagementKeyHandler>(Schemes.Key, null);
        // A token ends by the programme's clock: who lives through a year in an afternoon logs in more than
        // once.
        services.AddOptions<BearerTokenOptions>(Schemes.Participant)
            .Configure<ProgrammeClock>((options, clock) => options.TimeProvider = clock)
            .PostConfigure<TimeProvider>((options, system) =>
                options.BearerTokenProtector = new RememberedTokens(options.BearerTokenProtector, system));
        services.AddAuthorization(Callers.AddPolicies);
    }

    // The keys lie there as they are: whoever reads them can log in as anybody.
    private static DirectoryInfo OwnersAlone(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(
            path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
