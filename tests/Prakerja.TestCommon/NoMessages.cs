using System.Collections.Immutable;
using Prakerja.Grains.Messages;

namespace Prakerja.TestCommon;

/// <summary>For the programme's own subscribers, which follow the log of every silo: nothing goes out.</summary>
public sealed class NoMessages : IMessageChannel
{
    public Task SendAsync(ImmutableArray<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
