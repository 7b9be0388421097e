using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Prakerja.Api.Auth;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Api.Json;
using Prakerja.Api.OpenApi;
using Prakerja.Api.Pages;
using Prakerja.Grains.Rehearsal;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Hosting.Cluster;
using Prakerja.Silo.Hosting.Embedded;
using Prakerja.Silo.Startup;

namespace Prakerja.Api;

/// <summary>
/// Composes the program: its services, the order of its middleware, and its endpoints.
/// </summary>
internal static class ApiProgram
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Builds the application, ready to run.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configure">Lets a test change the builder before the services are added.</param>
    /// <exception cref="StartRefusedException">The program must not start; the message gives the reason in one
    /// line.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = NodeBuilder.Of(args);
        configure?.Invoke(builder);
        builder.Logging.FilterStartupFailureLogs();
        builder.RefuseRehearsalInProduction();
        builder.AddSiloOrClient();
        builder.AddApi();
        var app = builder.Build();
        app.Services.ValidateSettings();
        app.UseApi();
        app.PrintBannerOnStart();
        return app;
    }

    // With a connection string this process is a node of a cluster; without one it runs the whole system.
    private static void AddSiloOrClient(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.IsCluster())
        {
            builder.AddEmbeddedSilo();
            return;
        }

        if (builder.Configuration.IsCoHosted()) builder.AddClusterSilo();
        else builder.AddClusterClient();
        // All API nodes share the token keys, so each node accepts the tokens of the others.
        builder.Services.AddSingleton<IXmlRepository, TokenKeyTable>();
        builder.Services.AddHostedService<TokenKeyLoader>();
        builder.AddShutdownDrain();
    }

    private static void AddApi(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration["urls"] is null && configuration["http_ports"] is null) builder.WebHost.UseUrls(DefaultUrl);
        var edge = configuration.ReadValidatedOptions<EdgeOptions>(EdgeOptions.Section);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxConcurrentConnections = edge.MaxConnections;
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.DrainedBytes;
            kestrel.Limits.MinRequestBodyDataRate = RequestBody.SlowestRate;
        });

        var services = builder.Services;
        services.AddValidatedOptions<TokenOptions>(TokenOptions.Section);
        services.AddValidatedOptions<SignatureOptions>(SignatureOptions.Section);
        services.AddValidatedOptions<ManagementKeyOptions>(ManagementKeyOptions.Section);
        services.AddValidatedOptions<AdmissionOptions>(AdmissionOptions.Section);
        services.AddValidatedOptions<SourceLimitOptions>(SourceLimitOptions.Section);
        services.AddValidatedOptions<ProxyOptions>(ProxyOptions.Section);
        services.AddSourceLimits();
        services.AddSingleton<EvenAnswerTime>();
        services.AddSingleton<FailedCredentialLimiter>();
        services.AddValidatedOptions<EdgeOptions>(EdgeOptions.Section);
        services.AddSingleton<AdmissionControl>();
        services.AddSingleton<ClaimHolderFinder>();
        services.AddSingleton<ParticipantSearch>();
        services.AddSingleton<WaveList>();
        services.AddSingleton<DownloadLimiter>();
        services.AddSingleton<RedrawDocuments>();
        // A silo in this process has added it already.
        services.TryAddSingleton<WaveOutcomes>();
        services.AddSingleton(new RequestJson(ApiJson.Default.Options));
        services.ConfigureHttpJsonOptions(json => ApiJson.ApplyTo(json.SerializerOptions));
        services.AddCallerAuthentication();
        services.AddApiDocument();
        services.AddPages();
    }

    private static void UseApi(this WebApplication app)
    {
        var edge = app.Services.GetRequiredService<IOptions<EdgeOptions>>().Value;
        app.UseResponseHeaders(edge);
        app.UseMiddleware<ExceptionHandlingMiddleware>();
        app.UseProxies();
        app.UseProblemPages();
        app.UseMiddleware<StartupGateMiddleware>();
        var admission = app.Services.GetRequiredService<AdmissionControl>();
        app.Use(next => context => admission.InvokeAsync(context, next));
        app.UsePageForms();
        app.UseRateLimiter();
        var credentials = app.Services.GetRequiredService<FailedCredentialLimiter>();
        app.Use(next => context => credentials.InvokeAsync(context, next));
        app.UseAuthorization();
        app.UseSessionStamps();
        app.MapHealthApi();
        app.MapOpenApi().WithMetadata(PublicAnswerMetadata.Instance);
        if (edge.ApiPage) app.MapDocumentPageApi();

        app.UsePages();

        var api = app.MapGroup("/api/v1").AddEndpointFilterFactory(RequestArguments.RefuseInvalid);
        api.MapSignUpApi();
        api.MapSessionsApi();
        api.MapPublicApi();
        api.MapDrawFilesApi();
        api.MapPlatformsApi();
        api.MapProvidersApi();
        api.MapLegacyProtocolApi();
        api.MapPaymentPartnersApi();

        var me = api.MapGroup("/participants/me").RequireCaller(CallerKinds.Participant);
        me.MapParticipantApi();
        me.MapEmailApi();
        me.MapDevicesApi();
        me.MapOwnDrawApi();
        me.MapTrainingApi();
        me.MapIncentivesApi();
        me.MapComplaintsApi();

        var management = api.MapGroup("/management");
        management.MapManagementKeysApi();
        management.MapManagementPartnersApi();
        management.MapManagementWavesApi();
        management.MapWitnessesApi();
        management.MapExclusionListsApi();
        management.MapManagementParticipantsApi();
        management.MapPeopleApi();
        management.MapManagementComplaintsApi();
        management.MapFiguresApi();
        if (app.Services.GetRequiredService<IOptions<ClockOptions>>().Value.Adjustable) management.MapRehearsalApi();
    }
}
