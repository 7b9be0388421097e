namespace Prakerja.Grains.Participants;

/// <summary>The content of a device's proof: the participant logged in on this device before.</summary>
/// <param name="Device">The number of the device.</param>
/// <param name="Epoch">The participant's epoch at that log-in.</param>
[GenerateSerializer, Immutable, Alias("device-proof")]
public sealed record DeviceProof([property: Id(0)] int Device, [property: Id(1)] int Epoch);
