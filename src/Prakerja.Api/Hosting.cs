using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Rehearsal;
using Prakerja.Silo.Hosting;
using Prakerja.Silo.Operations;
using Scalar.AspNetCore;

namespace Prakerja.Api;

/// <summary>
/// Puts the whole system together, and says in which order a request passes through its edge.
/// </summary>
internal static class Hosting
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
        builder.Logging.SilenceRefusedStart();
        builder.RefuseRehearsalInProduction();
        builder.AddSystem();
        builder.AddEdge();
        var app = builder.Build();
        app.Services.CheckSettings();
        app.UseEdge();
        app.TellWhereToLook();
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
        builder.Services.AddHostedService<TokenKeysRead>();
        builder.AddDrain();
    }

    private static void AddEdge(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration["urls"] is null && configuration["http_ports"] is null) builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RawBody.DrainedBytes;
            kestrel.Limits.MinRequestBodyDataRate = RawBody.SlowestRate;
        });

        var services = builder.Services;
        services.AddChecked<TokenOptions>(TokenOptions.Section);
        services.AddChecked<SignatureOptions>(SignatureOptions.Section);
        services.AddChecked<ManagementKeyOptions>(ManagementKeyOptions.Section);
        services.AddChecked<AdmissionOptions>(AdmissionOptions.Section);
        services.AddSingleton<Admission>();
        services.AddSingleton<Holders>();
        services.AddSingleton<Waves>();
        services.ConfigureHttpJsonOptions(json => WireJson.ApplyTo(json.SerializerOptions));
        services.AddCallers();
        services.AddApiDocument();
    }

    private static void UseEdge(this WebApplication app)
    {
        app.UseMiddleware<LastWord>();
        app.UseMiddleware<NotYet>();
        var admission = app.Services.GetRequiredService<Admission>();
        app.Use(next => context => admission.InvokeAsync(context, next));
        app.UseAuthorization();
        app.MapHealth();
        app.MapOpenApi();
        app.MapScalarApiReference("/docs", ApiDocument.Show);

        var api = app.MapGroup("/api/v1").AddEndpointFilterFactory(RequestParts.RefuseFaulty);
        api.MapParticipants();
        api.MapSessions();
        api.MapPublic();
        api.MapPlatforms();
        api.MapProviders();
        api.MapFieldProtocol();
        api.MapPaymentPartners();

        var me = api.MapGroup("/participants/me").Needs(Callers.Participant);
        me.MapOwnPage();
        me.MapOwnTraining();
        me.MapOwnIncentives();
        me.MapOwnComplaints();

        var management = api.MapGroup("/management");
        management.MapManagementKeys();
        management.MapManagementPartners();
        management.MapManagementWaves();
        management.MapManagementExclusions();
        management.MapManagementParticipants();
        management.MapManagementComplaints();
        management.MapManagementFigures();
        if (app.Services.GetRequiredService<IOptions<ClockOptions>>().Value.Adjustable) management.MapRehearsal();
    }
}
