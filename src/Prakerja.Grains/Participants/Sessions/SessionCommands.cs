namespace Prakerja.Grains.Participants;

/// <content>Commands about sessions and devices (A1).</content>
public abstract partial record ParticipantCommand
{
    /// <summary>Uses a typed code and opens a session (A1).</summary>
    [GenerateSerializer, Immutable, Alias("log-in")]
    public sealed record LogIn(
        [property: Id(0)] DeviceProof? Proof, [property: Id(1)] bool Matches, [property: Id(2)] DeviceSummary Device)
        : ParticipantCommand;

    /// <summary>Opens a session on a new device, after another command has proven the person (A1).</summary>
    [GenerateSerializer, Immutable, Alias("open-session")]
    public sealed record OpenSession([property: Id(0)] DeviceSummary Device) : ParticipantCommand;

    /// <summary>Ends one session (A1). Session 0 is that of a token of an earlier version.</summary>
    [GenerateSerializer, Immutable, Alias("log-out")]
    public sealed record LogOut([property: Id(0)] int Session) : ParticipantCommand;

    /// <summary>Ends all sessions and forgets all devices (A1).</summary>
    [GenerateSerializer, Immutable, Alias("log-out-everywhere")]
    public sealed record LogOutEverywhere : ParticipantCommand;

    /// <summary>Ends the session of one device and forgets the device (A1).</summary>
    [GenerateSerializer, Immutable, Alias("remove-device")]
    public sealed record RemoveDevice([property: Id(0)] int Number) : ParticipantCommand;
}
