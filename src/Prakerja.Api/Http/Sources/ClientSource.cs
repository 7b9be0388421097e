using System.Net;
using System.Net.Sockets;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// Where a request came from, as a keyed hash: an address is personal data too. Behind a configured proxy it is the
/// address that the proxy names.
/// </summary>
internal sealed record ClientSource(KeyedHash Hash)
{
    private const int NetworkBytes = 8;

    public static ValueTask<ClientSource> BindAsync(HttpContext context) => ValueTask.FromResult(new ClientSource(
        context.RequestServices.GetRequiredService<IdentityKey>().Hash("source", NetworkOf(context))));

    /// <summary>
    /// The IPv4 address, or the first 64 bits of an IPv6 address: that is what one subscriber gets. Empty when the
    /// server does not know it.
    /// </summary>
    public static string NetworkOf(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes).ToString();
    }
}
