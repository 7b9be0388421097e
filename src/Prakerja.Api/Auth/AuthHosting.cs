using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Prakerja.Silo.Startup;

namespace Prakerja.Api.Auth;

/// <summary>Registers authentication and authorization.</summary>
internal static class AuthHosting
{
    /// <summary>
    /// Adds the authentication schemes and one policy for each kind of caller. The keys that encrypted the tokens of an
    /// earlier version are in the data directory, unless another <see cref="IXmlRepository"/> was added before.
    /// </summary>
    public static void AddCallerAuthentication(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Prakerja");
        services.TryAddSingleton<IXmlRepository>(provider => new FileSystemXmlRepository(
            CreateOwnerOnlyDirectory(provider.GetRequiredService<DataDirectory>().TokenKeysPath),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddOptions<KeyManagementOptions>().Configure<IXmlRepository>(
            (options, repository) => options.XmlRepository = repository);
        services.AddSingleton<SessionKeys>();
        services.AddHostedService<SessionKeyLoader>();
        services.AddSingleton<EarlierTokens>();
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<PartnerSecrets>();
        services.AddSingleton<ManagementKeyCache>();
        services.AddSingleton<NonceChecker>();
        services.AddSingleton<RefusedCredentialLog>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ProblemAuthorizationResultHandler>();
        services.AddAuthentication()
            .AddPolicyScheme(AuthSchemes.Any, null, options => options.ForwardDefaultSelector = AuthSchemes.SelectFor)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(AuthSchemes.Participant, null)
            .AddScheme<AuthenticationSchemeOptions, SignatureHandler>(AuthSchemes.Signature, null)
            .AddScheme<AuthenticationSchemeOptions, SignatureHandler>(AuthSchemes.LegacySignature, null)
            .AddScheme<AuthenticationSchemeOptions, ManagementKeyHandler>(AuthSchemes.ManagementKey, null)
            .AddScheme<AuthenticationSchemeOptions, PageSessionHandler>(AuthSchemes.PageSession, null);
        services.AddAuthorization(CallerKinds.AddPolicies);
    }

    // The keys are stored unencrypted: anyone who can read them can make a token for any participant.
    private static DirectoryInfo CreateOwnerOnlyDirectory(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(
            path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
