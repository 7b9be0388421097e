namespace Prakerja.Grains.Participants;

/// <summary>
/// A device on which a participant has logged in with a code. A struct, because millions of states hold some.
/// </summary>
/// <param name="Number">Counts the participant's devices from 1; a number is never used again.</param>
/// <param name="FirstSeen">The WIB day of the first log-in on it.</param>
/// <param name="LastSeen">The WIB day of the last log-in on it.</param>
/// <param name="Session">The session that is open on it; 0 when it is logged out.</param>
public readonly record struct Device(
    int Number, DeviceBrowser Browser, DeviceSystem System, DateOnly FirstSeen, DateOnly LastSeen, int Session);

/// <summary>
/// What a device says about itself, reduced to two words: enough for its owner to recognise it, too little to
/// recognise a person by it.
/// </summary>
[GenerateSerializer, Immutable, Alias("device-summary")]
public readonly record struct DeviceSummary(
    [property: Id(0)] DeviceBrowser Browser, [property: Id(1)] DeviceSystem System);

/// <summary>The browser of a device. The names are stored: never change one.</summary>
[Alias("device-browser")]
public enum DeviceBrowser : byte
{
    Other = 0,
    Chrome = 1,
    Firefox = 2,
    Safari = 3,
    Edge = 4,
    Opera = 5,
    SamsungInternet = 6,
}

/// <summary>The operating system of a device. The names are stored: never change one.</summary>
[Alias("device-system")]
public enum DeviceSystem : byte
{
    Other = 0,
    Android = 1,
    Ios = 2,
    Windows = 3,
    MacOs = 4,
    Linux = 5,
}
