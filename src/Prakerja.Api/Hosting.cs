using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Rehearsal;
using Scalar.AspNetCore;

namespace Prakerja.Api;

/// <summary>What this project adds to a host, and the order in which a request passes through it.</summary>
internal static class Hosting
{
    private const string DefaultUrl = "http://localhost:5080";

    public static void AddEdge(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (configuration["urls"] is null && configuration["http_ports"] is null) builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RawBody.LimitBytes;
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
        services.AddCallers(configuration["Prakerja:Data"] ?? "data");
        services.AddApiDocument();
    }

    public static void UseEdge(this WebApplication app)
    {
        app.UseMiddleware<LastWord>();
        app.UseMiddleware<Admission>();
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
        if (app.Configuration.GetValue<bool>($"{ClockOptions.Section}:{nameof(ClockOptions.Adjustable)}"))
            management.MapRehearsal();
    }

    private static void AddChecked<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
