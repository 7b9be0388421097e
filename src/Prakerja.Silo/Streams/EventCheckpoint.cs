using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;

namespace Prakerja.Silo.Streams;

/// <summary>The stored number up to which a partition of the event log was delivered to all subscribers.</summary>
internal sealed partial class EventCheckpoint(int partition, ICommitLog commits, ILogger logger)
{
    private readonly GrainKey key = new("stream-checkpoint", EventStreamNames.KeyOf(partition));
    private long? version;

    /// <summary>The number that was last read or written.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the checkpoint from the store.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read now.</exception>
    public async Task Load()
    {
        var stored = await commits.ReadAsync(key);
        version = stored?.Version;
        if (stored is not null)
            Number = JsonSerializer.Deserialize(
                stored.Payload.Span, EventCheckpointJson.Default.EventCheckpointRow).Number;
    }

    /// <summary>Moves the checkpoint forward. After a failure it keeps its number until the next call.</summary>
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
        // Another silo may read this partition now, or the commit may have succeeded after all: read the row.
        if (outcome.Status is CommitStatus.VersionConflict or CommitStatus.Unavailable) await Load();
    }

    [LoggerMessage(LogLevel.Warning, "The checkpoint of event partition {Partition} did not move: {Status}.")]
    private partial void LogNotMoved(int partition, CommitStatus status);
}

internal readonly record struct EventCheckpointRow(long Number);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventCheckpointRow))]
internal sealed partial class EventCheckpointJson : JsonSerializerContext;
