using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Startup;

namespace Prakerja.Api.Auth;

internal static class AuthHosting
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
        services.AddSingleton<PartnerSecrets>();
        services.AddSingleton<ManagementKeyCache>();
        services.AddSingleton<NonceChecker>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ProblemAuthorizationResultHandler>();
        services.AddAuthentication()
            .AddPolicyScheme(AuthSchemes.Any, null, options => options.ForwardDefaultSelector = AuthSchemes.Choose)
            .AddBearerToken(AuthSchemes.Participant)
            .AddScheme<AuthenticationSchemeOptions, SignatureHandler>(AuthSchemes.Signature, null)
            .AddScheme<AuthenticationSchemeOptions, SignatureHandler>(AuthSchemes.FieldSignature, null)
            .AddScheme<AuthenticationSchemeOptions, ManagementKeyHandler>(AuthSchemes.Key, null);
        // A token ends by the programme's clock: who lives through a year in an afternoon logs in more than
        // once.
        services.AddOptions<BearerTokenOptions>(AuthSchemes.Participant)
            .Configure<ProgrammeClock>((options, clock) => options.TimeProvider = clock)
            .PostConfigure<TimeProvider>((options, system) =>
                options.BearerTokenProtector = new CachingTokenProtector(options.BearerTokenProtector, system));
        services.AddAuthorization(CallerKinds.AddPolicies);
    }

    // The keys lie there as they are: whoever reads them can log in as anybody.
    private static DirectoryInfo OwnersAlone(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(
            path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
