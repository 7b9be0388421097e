using System.Collections.Immutable;

namespace Prakerja.Grains.Participants;

/// <summary>What a new token and a new device proof name.</summary>
[GenerateSerializer, Immutable, Alias("session-view")]
public sealed record SessionView(
    [property: Id(0)] int Device, [property: Id(1)] int Session, [property: Id(2)] int Epoch);

/// <summary>A device of a participant, as its owner sees it.</summary>
/// <param name="IsOpen">True while a session is open on it.</param>
/// <param name="IsCurrent">True for the device from which the list is read.</param>
[GenerateSerializer, Immutable, Alias("device-view")]
public sealed record DeviceView(
    [property: Id(0)] int Number,
    [property: Id(1)] DeviceSummary Summary,
    [property: Id(2)] DateOnly FirstSeen,
    [property: Id(3)] DateOnly LastSeen,
    [property: Id(4)] bool IsOpen,
    [property: Id(5)] bool IsCurrent);

/// <content>Views of sessions and devices (A1).</content>
public static partial class ParticipantViews
{
    /// <summary>The session that was opened last.</summary>
    public static SessionView NewestSession(ParticipantState state)
    {
        var sessions = state.Sessions ?? ParticipantSessions.None;
        var device = sessions.Devices.First(device => device.Session == sessions.LastSession);
        return new SessionView(device.Number, device.Session, sessions.Epoch);
    }

    /// <summary>All devices, the newest first.</summary>
    /// <param name="session">The session of the caller; 0 when it is unknown.</param>
    public static ImmutableArray<DeviceView> Devices(ParticipantState state, int session) =>
    [
        .. (state.Sessions ?? ParticipantSessions.None).Devices.Reverse().Select(device => new DeviceView(
            device.Number,
            new DeviceSummary(device.Browser, device.System),
            device.FirstSeen,
            device.LastSeen,
            device.Session != 0,
            session != 0 && device.Session == session)),
    ];
}
