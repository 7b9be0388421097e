using System.Collections.Immutable;

namespace Prakerja.Grains.Participants;

/// <summary>The devices of a participant, and what ends their sessions (A1).</summary>
public sealed record ParticipantSessions
{
    public static ParticipantSessions None { get; } = new();

    /// <summary>Counts the log-outs everywhere. A token with another epoch is not accepted.</summary>
    public int Epoch { get; init; }

    /// <summary>The number of the newest device, removed devices included.</summary>
    public int LastDevice { get; init; }

    /// <summary>The number of the newest session, ended sessions included.</summary>
    public int LastSession { get; init; }

    /// <summary>In the order of their first log-in; at most <see cref="SessionRules.DevicesMax"/>.</summary>
    public ImmutableArray<Device> Devices { get => field.IsDefault ? [] : field; init; }
}
