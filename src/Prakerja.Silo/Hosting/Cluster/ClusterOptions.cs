using System.ComponentModel.DataAnnotations;

namespace Prakerja.Silo.Hosting.Cluster;

/// <summary>
/// Settings of a node in its cluster. Bound to <c>Prakerja:Cluster</c>; they have no effect in an embedded system.
/// </summary>
public sealed class ClusterOptions
{
    public const string Section = "Prakerja:Cluster";

    /// <summary>Name of the cluster. It is stored in the database, which refuses nodes with another name.</summary>
    [Required, RegularExpression("^[a-z0-9-]{1,32}$", ErrorMessage = "1 to 32 of a–z, 0–9 and the hyphen.")]
    public string Id { get; set; } = "prakerja";

    /// <summary>IP address on which this silo listens and at which other nodes reach it. Keep it private.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port for the other silos.</summary>
    [Range(1, 65_535)]
    public int SiloPort { get; set; } = 11_111;

    /// <summary>Port for API nodes.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>True when an API node hosts a silo in its own process too.</summary>
    public bool CoHosted { get; set; }

    /// <summary>
    /// How long a stopping API node continues to serve while it reports that it is not ready, so that its proxy has
    /// time to choose other nodes. Seconds.
    /// </summary>
    [Range(0, 300)]
    public int DrainSeconds { get; set; } = 5;
}
