using Prakerja.Grains.Participants;

namespace Prakerja.Api.Auth;

/// <summary>
/// Reduces the User-Agent header of a request to browser and system. The header itself is not kept: it can identify a
/// device.
/// </summary>
internal static class UserAgents
{
    // Every browser also names older ones, so the newer names come first.
    private static readonly (string Word, DeviceBrowser Browser)[] Browsers =
    [
        ("Edg", DeviceBrowser.Edge),
        ("OPR/", DeviceBrowser.Opera),
        ("SamsungBrowser", DeviceBrowser.SamsungInternet),
        ("Firefox/", DeviceBrowser.Firefox),
        ("FxiOS", DeviceBrowser.Firefox),
        ("CriOS", DeviceBrowser.Chrome),
        ("Chrome/", DeviceBrowser.Chrome),
        ("Safari/", DeviceBrowser.Safari),
    ];

    // Android also names Linux, and iPhones also name Mac OS X.
    private static readonly (string Word, DeviceSystem System)[] Systems =
    [
        ("Android", DeviceSystem.Android),
        ("iPhone", DeviceSystem.Ios),
        ("iPad", DeviceSystem.Ios),
        ("Windows", DeviceSystem.Windows),
        ("Mac OS X", DeviceSystem.MacOs),
        ("Linux", DeviceSystem.Linux),
    ];

    /// <summary>The device of a request.</summary>
    public static DeviceSummary DeviceOf(this HttpRequest request) =>
        Summarize(request.Headers.UserAgent.ToString());

    internal static DeviceSummary Summarize(string userAgent) => new(
        Array.Find(Browsers, known => userAgent.Contains(known.Word, StringComparison.Ordinal)).Browser,
        Array.Find(Systems, known => userAgent.Contains(known.Word, StringComparison.Ordinal)).System);
}
