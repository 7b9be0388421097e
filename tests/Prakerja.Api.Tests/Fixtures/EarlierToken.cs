using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prakerja.Api.Auth;

namespace Prakerja.Api.Tests.Fixtures;

/// <summary>Makes tokens as the version before signed tokens made them: by ASP.NET's own bearer tokens.</summary>
public static class EarlierToken
{
    public static string Of(IServiceProvider program, string participant, DateTimeOffset expiresAt)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(program.GetRequiredService<IDataProtectionProvider>());
        services.AddAuthentication().AddBearerToken(AuthSchemes.Participant);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptionsMonitor<BearerTokenOptions>>().Get(AuthSchemes.Participant)
            .BearerTokenProtector.Protect(new AuthenticationTicket(
                CallerKinds.CreatePrincipal(AuthSchemes.Participant, participant),
                new AuthenticationProperties { ExpiresUtc = expiresAt },
                AuthSchemes.Participant));
    }
}
