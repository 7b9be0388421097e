using System.Text.Json.Serialization;

namespace Prakerja.Grains.Participants;

/// <content>Events of sessions and devices (A1).</content>
[JsonDerivedType(typeof(SessionOpened), "session_opened")]
[JsonDerivedType(typeof(LoggedOut), "logged_out")]
[JsonDerivedType(typeof(LoggedOutEverywhere), "logged_out_everywhere")]
[JsonDerivedType(typeof(DeviceRemoved), "device_removed")]
public abstract partial record ParticipantEvent
{
    /// <summary>A session was opened on a device; it ends the earlier session of that device (A1).</summary>
    public sealed record SessionOpened(
        int Device, DeviceBrowser Browser, DeviceSystem System, int Session, DateOnly On) : ParticipantEvent;

    /// <summary>The session of a device was ended; the device stays known (A1).</summary>
    public sealed record LoggedOut(int Device) : ParticipantEvent;

    /// <summary>All sessions were ended and all devices forgotten (A1).</summary>
    public sealed record LoggedOutEverywhere(int Epoch) : ParticipantEvent;

    /// <summary>A device was forgotten: by its owner, by time, or for a newer one (A1).</summary>
    public sealed record DeviceRemoved(int Device) : ParticipantEvent;
}
