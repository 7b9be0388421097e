using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.Health;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>
/// Adds the nodes of a cluster on one PostgreSQL database: silos, and clients that find silos through it.
/// </summary>
public static class ClusterHosting
{
    internal const string ConnectionStringKey =
        $"{PostgresOptions.Section}:{nameof(PostgresOptions.ConnectionString)}";

    private const string Invariant = "Npgsql";

    // The name under which reminders are stored. It never changes, even when the cluster has another name.
    private const string ServiceId = "prakerja";

    // A starting silo must reach all silos that are recorded as alive. A killed silo counts as alive for three of these
    // periods, so Orleans' default of 30 s would delay the start after a power cut by a minute and a half.
    private static readonly TimeSpan AlivePeriod = TimeSpan.FromSeconds(5);

    // A silo that hangs with open connections is declared dead only when nothing came from it for three of these
    // periods (Orleans' default: 20 s, so a minute).
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(5);

    // How soon a silo that hung reads that it was declared dead, if it got no message about it. Until then this silo
    // and the one that took over cause version conflicts for each other (Orleans' default: a minute).
    private static readonly TimeSpan MembershipRefreshPeriod = TimeSpan.FromSeconds(10);

    // How soon a client finds new silos (Orleans' default: a minute).
    private static readonly TimeSpan GatewayRefreshPeriod = TimeSpan.FromSeconds(2);

    /// <summary>True for a node of a cluster, which has a connection string; false for an embedded system.</summary>
    public static bool IsCluster(this IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return !string.IsNullOrWhiteSpace(configuration[ConnectionStringKey]);
    }

    /// <summary>True when this API node hosts a silo too.</summary>
    public static bool IsCoHosted(this IConfiguration configuration) =>
        configuration.ReadValidatedOptions<ClusterOptions>(ClusterOptions.Section).CoHosted;

    /// <summary>
    /// Opens the database and adds a silo of the cluster. Everything that could stop the start is checked here, before
    /// any port is opened.
    /// </summary>
    /// <exception cref="StartRefusedException">The silo cannot start.</exception>
    public static IHostApplicationBuilder AddClusterSilo(this IHostApplicationBuilder builder)
    {
        var node = ClusterNode.Open(builder);
        var address = node.SiloAddress();
        node.AddTo(builder);
        builder.Services.AddPostgresCommitLog();
        builder.Services.AddSingleton<IReadinessCheck, MembershipCheck>();
        builder.UseOrleans(silo =>
        {
            silo.Configure<Orleans.Configuration.ClusterOptions>(cluster => SetNames(cluster, node.Options));
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.IAmAliveTablePublishTimeout = AlivePeriod;
                membership.MaxProbeTimeout = LongestProbe;
                membership.TableRefreshTimeout = MembershipRefreshPeriod;
            });
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = address;
                endpoint.SiloPort = node.Options.SiloPort;
                endpoint.GatewayPort = node.Options.GatewayPort;
            });
            silo.UseAdoNetClustering(members =>
                (members.Invariant, members.ConnectionString) = (Invariant, node.Database.ConnectionString));
            silo.UseAdoNetReminderService(reminders =>
                (reminders.Invariant, reminders.ConnectionString) = (Invariant, node.Database.ConnectionString));
            silo.AddPrakerjaSilo();
        });
        if (builder.IsRehearsal()) builder.Services.AddHostedService<RehearsalClockFollower>();
        return builder;
    }

    /// <summary>
    /// Opens the database and adds a client of the cluster. It starts even when no silo runs, searches until it finds
    /// one, and searches again when it has lost all of them.
    /// </summary>
    /// <exception cref="StartRefusedException">The node cannot start.</exception>
    public static IHostApplicationBuilder AddClusterClient(this IHostApplicationBuilder builder)
    {
        var node = ClusterNode.Open(builder);
        node.AddTo(builder);
        builder.Services.AddPostgresReaders();
        var gateways = new GatewayHealthCheck();
        builder.Services.AddSingleton<IReadinessCheck>(gateways);
        // The web server must not wait for the first silo, because it reports why the node is not ready.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.StopWhenServerFailsToStart();
        builder.UseOrleansClient(client =>
        {
            client.Configure<Orleans.Configuration.ClusterOptions>(cluster => SetNames(cluster, node.Options));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayRefreshPeriod);
            client.UseAdoNetClustering(members =>
                (members.Invariant, members.ConnectionString) = (Invariant, node.Database.ConnectionString));
            client.UseConnectionRetryFilter<ClusterConnectionRetry>();
            client.AddGatewayCountChangedHandler((_, changed) => gateways.Update(changed.NumberOfConnectedGateways));
        });
        builder.Services.AddHostedService<RehearsalClockFollower>();
        return builder;
    }

    private static void SetNames(Orleans.Configuration.ClusterOptions cluster, ClusterOptions options) =>
        (cluster.ClusterId, cluster.ServiceId) = (options.Id, ServiceId);
}
