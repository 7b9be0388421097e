using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.Health;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>Nodes of a cluster on one PostgreSQL database: silos, and clients that find them through it.</summary>
public static class ClusterHosting
{
    internal const string ConnectionStringKey =
        $"{PostgresOptions.Section}:{nameof(PostgresOptions.ConnectionString)}";

    private const string Invariant = "Npgsql";

    // The name under which reminders are stored: it never changes, whatever the cluster is called.
    private const string ServiceId = "prakerja";

    // A silo that starts must reach those that are said to be alive; one that was killed counts as alive for three of
    // these. Orleans' own 30 s would hold up the start after a power cut for a minute and a half.
    private static readonly TimeSpan AlivePeriod = TimeSpan.FromSeconds(5);

    // A silo that hangs without closing its connections is not given up while something came from it within three of
    // these (Orleans' own: 20 s, which makes a minute of it).
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(5);

    // How soon a silo that hung finds that it was given up, where nobody told it: meanwhile it and the one that took over
    // refuse each other's commits (Orleans' own: a minute).
    private static readonly TimeSpan MembersLookPeriod = TimeSpan.FromSeconds(10);

    // How soon a client finds silos that came (Orleans' own: a minute).
    private static readonly TimeSpan GatewayLookPeriod = TimeSpan.FromSeconds(2);

    /// <summary>A connection string makes the difference between a cluster and an embedded system.</summary>
    public static bool IsCluster(this IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return !string.IsNullOrWhiteSpace(configuration[ConnectionStringKey]);
    }

    /// <summary>Whether this API node hosts a silo as well.</summary>
    public static bool IsCoHosted(this IConfiguration configuration) =>
        configuration.ReadValidatedOptions<ClusterOptions>(ClusterOptions.Section).CoHosted;

    /// <summary>
    /// Opens the database and adds a silo of the cluster. What would make it start half is refused here, before anything
    /// listens.
    /// </summary>
    /// <exception cref="StartRefusedException">One plain line: what is wrong, where, and the cure.</exception>
    public static IHostApplicationBuilder AddClusterSilo(this IHostApplicationBuilder builder)
    {
        var node = ClusterNode.Open(builder);
        var address = node.SiloAddress();
        node.AddTo(builder);
        builder.Services.AddPostgresCommitLog();
        builder.Services.AddSingleton<IReadinessCheck, MembershipCheck>();
        builder.UseOrleans(silo =>
        {
            silo.Configure<Orleans.Configuration.ClusterOptions>(cluster => Name(cluster, node.Options));
            silo.Configure<ClusterMembershipOptions>(membership =>
            {
                membership.IAmAliveTablePublishTimeout = AlivePeriod;
                membership.MaxProbeTimeout = LongestProbe;
                membership.TableRefreshTimeout = MembersLookPeriod;
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
    /// Opens the database and adds a client of the cluster. It starts although no silo is there, looks for one until there
    /// is, and again whenever all are lost.
    /// </summary>
    /// <exception cref="StartRefusedException">One plain line: what is wrong, where, and the cure.</exception>
    public static IHostApplicationBuilder AddClusterClient(this IHostApplicationBuilder builder)
    {
        var node = ClusterNode.Open(builder);
        node.AddTo(builder);
        builder.Services.AddPostgresReaders();
        var gateways = new GatewayHealthCheck();
        builder.Services.AddSingleton<IReadinessCheck>(gateways);
        // The web server must not wait for the first silo: it has to say why nothing can be served.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Services.StopWhenServerFailsToStart();
        builder.UseOrleansClient(client =>
        {
            client.Configure<Orleans.Configuration.ClusterOptions>(cluster => Name(cluster, node.Options));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewayLookPeriod);
            client.UseAdoNetClustering(members =>
                (members.Invariant, members.ConnectionString) = (Invariant, node.Database.ConnectionString));
            client.UseConnectionRetryFilter<ClusterConnectionRetry>();
            client.AddGatewayCountChangedHandler((_, changed) => gateways.Changed(changed.NumberOfConnectedGateways));
        });
        builder.Services.AddHostedService<RehearsalClockFollower>();
        return builder;
    }

    private static void Name(Orleans.Configuration.ClusterOptions cluster, ClusterOptions options) =>
        (cluster.ClusterId, cluster.ServiceId) = (options.Id, ServiceId);
}
