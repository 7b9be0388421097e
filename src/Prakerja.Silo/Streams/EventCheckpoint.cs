using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Streams;

/// <summary>How far a partition of the event log has been delivered to all its subscribers; one row, stored.</summary>
internal sealed partial class EventCheckpoint(int partition, ICommitLog commits, ILogger logger)
{
    private readonly GrainKey key = new("stream-checkpoint", EventStreamNames.KeyOf(partition));
    private long? version;

    /// <summary>The number last read or written.</summary>
    public long Number { get; private set; }

    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async Task Load()
    {
        var stored = await commits.ReadAsync(key);
        version = stored?.Version;
        if (stored is not null)
            Number = JsonSerializer.Deserialize(stored.Payload.Span, EventCheckpointJson.Default.EventCheckpointRow).Number;
    }

    /// <summary>Moves the checkpoint forward. When that fails it stays where it is, until the next time.</summary>
    public async Task MoveTo(long number)
    {
        if (number <= Number) return;
        var row = new EventCheckpointRow(number);
        var outcome = await commits.CommitAsync(new Commit
        {
            Grain = key,
            ExpectedVersion = version,
            State = JsonSerializer.SerializeToUtf8Bytes(row, EventCheckpointJson.Default.EventCheckpointRow),
        });
        if (outcome.Status == CommitStatus.Committed)
        {
            (Number, version) = (number, outcome.Version);
            return;
        }

        LogNotMoved(partition, outcome.Status);
        // Another silo reads this partition by now, or the commit came through after all: the row tells.
        if (outcome.Status is CommitStatus.VersionConflict or CommitStatus.Unavailable) await Load();
    }

    [LoggerMessage(LogLevel.Warning, "The checkpoint of event partition {Partition} did not move: {Status}.")]
    private partial void LogNotMoved(int partition, CommitStatus status);
}

internal readonly record struct EventCheckpointRow(long Number);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventCheckpointRow))]
internal sealed partial class EventCheckpointJson : JsonSerializerContext;
