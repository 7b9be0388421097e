using System.ComponentModel.DataAnnotations;

namespace Prakerja.Api.Http;

/// <summary>Settings of what the outside sees of this node.</summary>
internal sealed class EdgeOptions
{
    public const string Section = "Prakerja:Edge";

    /// <summary>
    /// How long browsers use TLS only, seconds (Strict-Transport-Security); 0 = the header is not sent. Set it when
    /// every address of the system has TLS.
    /// </summary>
    [Range(0, 63_072_000)]
    public int TransportSecuritySeconds { get; init; }

    /// <summary>True to serve the page of the API document at /docs.</summary>
    public bool ApiPage { get; init; }

    /// <summary>Connections that the node accepts at once; further ones are closed.</summary>
    [Range(10, 1_000_000)]
    public int MaxConnections { get; init; } = 10_000;
}
