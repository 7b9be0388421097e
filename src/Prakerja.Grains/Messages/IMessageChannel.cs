using System.Collections.Immutable;

namespace Prakerja.Grains.Messages;

/// <summary>Sends messages to people: by a gateway, or to the outbox when no gateway is configured.</summary>
public interface IMessageChannel
{
    /// <summary>
    /// Sends the messages of one event to one person, in one or more media. It may be called again after a crash. The
    /// same event and medium mean the same message, which must reach the person only once.
    /// </summary>
    Task SendAsync(ImmutableArray<OutgoingMessage> messages, CancellationToken cancellationToken);
}

/// <summary>Reads the messages in the outbox, for rehearsals.</summary>
public interface IOutboxReader
{
    /// <summary>The messages to a participant, newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<OutgoingMessage>> ReadAsync(
        string participant, int limit, CancellationToken cancellationToken);
}
