using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Prakerja.Api.Auth;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Api.Json;
using Prakerja.Api.OpenApi;
using Prakerja.Grains.Rehearsal;
using Prakerja.Silo.Hosting.Cluster;
using Prakerja.Silo.Hosting.Embedded;
using Prakerja.Silo.Startup;
using Scalar.AspNetCore;

namespace Prakerja.Api;

/// <summary>
/// Puts the whole system together, and says in which order a request passes through its edge.
/// </summary>
internal static class ApiProgram
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>The system, ready to run.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="adjust">What a test changes before everything is put together.</param>
    /// <exception cref="StartRefusedException">It must not start; the message says why, in one plain
    /// line.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = NodeBuilder.Of(args);
        adjust?.Invoke(builder);
        builder.Logging.FilterStartupFailureLogs();
        builder.RefuseRehearsalInProduction();
        builder.AddSystem();
        builder.AddEdge();
        var app = builder.Build();
        app.Services.ValidateSettings();
        app.UseEdge();
        app.PrintBannerOnStart();
        return app;
    }

    // The whole system in this process, or a node of a cluster: a connection string makes the difference.
    private static void AddSystem(this WebApplicationBuilder builder)
    {
        if (!builder.Configuration.IsCluster())
        {
            builder.AddEmbeddedSilo();
            return;
        }

        if (builder.Configuration.IsCoHosted()) builder.AddClusterSilo();
        else builder.AddClusterClient();
        // A token of one API node is good at every other.
        builder.Services.AddSingleton<IXmlRepository, TokenKeyTable>();
        builder.Services.AddHostedService<TokenKeyLoader>();
        builder.AddShutdownDrain();
    }

    private static void AddEdge(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration["urls"] is null && configuration["http_ports"] is null) builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBody.DrainedBytes;
            kestrel.Limits.MinRequestBodyDataRate = RequestBody.SlowestRate;
        });

        var services = builder.Services;
        services.AddValidatedOptions<TokenOptions>(TokenOptions.Section);
        services.AddValidatedOptions<SignatureOptions>(SignatureOptions.Section);
        services.AddValidatedOptions<ManagementKeyOptions>(ManagementKeyOptions.Section);
        services.AddValidatedOptions<AdmissionOptions>(AdmissionOptions.Section);
        services.AddSingleton<AdmissionControl>();
        services.AddSingleton<ClaimHolders>();
        services.AddSingleton<WaveList>();
        services.AddSingleton(new RequestJson(ApiJson.Default.Options));
        services.ConfigureHttpJsonOptions(json => ApiJson.ApplyTo(json.SerializerOptions));
        services.AddCallers();
        services.AddApiDocument();
    }

    private static void UseEdge(this WebApplication app)
    {
        app.UseMiddleware<ExceptionHandlingMiddleware>();
        app.UseMiddleware<StartupGateMiddleware>();
        var admission = app.Services.GetRequiredService<AdmissionControl>();
        app.Use(next => context => admission.InvokeAsync(context, next));
        app.UseAuthorization();
        app.MapHealthApi();
        app.MapOpenApi();
        app.MapScalarApiReference("/docs", ApiDocument.Show);

        var api = app.MapGroup("/api/v1").AddEndpointFilterFactory(RequestArguments.RefuseInvalid);
        api.MapSignUpApi();
        api.MapSessionsApi();
        api.MapPublicApi();
        api.MapPlatformsApi();
        api.MapProvidersApi();
        api.MapFieldProtocolApi();
        api.MapPaymentPartnersApi();

        var me = api.MapGroup("/participants/me").RequireCaller(CallerKinds.Participant);
        me.MapParticipantApi();
        me.MapTrainingApi();
        me.MapIncentivesApi();
        me.MapComplaintsApi();

        var management = api.MapGroup("/management");
        management.MapManagementKeysApi();
        management.MapManagementPartnersApi();
        management.MapManagementWavesApi();
        management.MapExclusionListsApi();
        management.MapManagementParticipantsApi();
        management.MapManagementComplaintsApi();
        management.MapFiguresApi();
        if (app.Services.GetRequiredService<IOptions<ClockOptions>>().Value.Adjustable) management.MapRehearsalApi();
    }
}
