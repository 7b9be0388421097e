using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Configuration;
using Npgsql;

namespace Prakerja.Peers.Akka;

/// <summary>Participants as sharded persistent actors on one node, with their journal in PostgreSQL.</summary>
internal sealed class AkkaParticipants : IAsyncDisposable
{
    private const int Shards = 64;
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly ActorSystem system;
    private readonly IActorRef region;
    private readonly string connectionString;

    private AkkaParticipants(ActorSystem system, IActorRef region, string connectionString) =>
        (this.system, this.region, this.connectionString) = (system, region, connectionString);

    public static async Task<AkkaParticipants> StartAsync(string connectionString)
    {
        var system = ActorSystem.Create("prakerja", Settings(connectionString));
        var up = new TaskCompletionSource();
        var cluster = global::Akka.Cluster.Cluster.Get(system);
        cluster.RegisterOnMemberUp(up.SetResult);
        cluster.Join(cluster.SelfAddress);
        await up.Task.WaitAsync(AnswerTimeout);
        var region = await ClusterSharding.Get(system).StartAsync(
            "participant",
            participant => Props.Create(() => new ParticipantActor(participant)),
            ClusterShardingSettings.Create(system),
            HashCodeMessageExtractor.Create(Shards, message => ((JoinWave)message).Participant));
        return new AkkaParticipants(system, region, connectionString);
    }

    /// <summary>Sends the command and waits until its event is durable.</summary>
    public Task JoinAsync(string participant, byte[] payload) =>
        region.Ask<Accepted>(new JoinWave(participant, payload), AnswerTimeout);

    public async Task<long> CountEventsAsync()
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var count = source.CreateCommand("SELECT count(*) FROM journal");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await system.Terminate();
        system.Dispose();
    }

    /// <summary>
    /// The journal batches waiting events itself. Differences from its defaults: batches as large as its own comments
    /// advise for a fast local database, a buffer that the callers cannot fill, and no tags.
    /// </summary>
    private static Config Settings(string connectionString) => ConfigurationFactory.ParseString($$"""
        akka {
          loglevel = WARNING
          stdout-loglevel = WARNING
          log-dead-letters = off
          actor.provider = cluster
          actor.serializers.wave-joined = "{{typeof(WaveJoinedSerializer).AssemblyQualifiedName}}"
          actor.serialization-bindings {
            "{{typeof(WaveJoined).AssemblyQualifiedName}}" = wave-joined
          }
          remote.dot-netty.tcp { hostname = 127.0.0.1, port = 0 }
          cluster.sharding {
            state-store-mode = ddata
            remember-entities = off
            passivate-idle-entity-after = off
          }
          persistence {
            journal {
              plugin = akka.persistence.journal.sql
              sql {
                connection-string = "{{connectionString}}"
                provider-name = "PostgreSQL.15"
                buffer-size = 20000
                batch-size = 400
                parallelism = 3
                tag-write-mode = Csv
              }
            }
          }
        }
        """).WithFallback(global::Akka.Persistence.Sql.SqlPersistence.DefaultConfiguration)
        .WithFallback(ClusterSharding.DefaultConfig());
}
