using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>
/// What a node of a cluster is to the others. Bound to <c>Prakerja:Cluster</c>; without effect in an embedded system.
/// </summary>
public sealed class ClusterOptions
{
    public const string Section = "Prakerja:Cluster";

    /// <summary>Name of the cluster, kept in its database: a node with another one is refused.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,32}$", ErrorMessage = "1 to 32 of a–z, 0–9 and the hyphen.")]
    public string Id { get; set; } = "prakerja";

    /// <summary>IP address at which the other nodes reach this silo, and on which it listens. Keep it private.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port at which silos speak with each other.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port at which API nodes speak with this silo.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>An API node hosts a silo in its own process as well.</summary>
    public bool CoHosted { get; set; }

    /// <summary>
    /// How long a stopping API node goes on serving while it says that it is not ready, so that the proxy in front of it
    /// has time to look elsewhere. Seconds.
    /// </summary>
    [Range(0, 300)]
    public int DrainSeconds { get; set; } = 5;
}
