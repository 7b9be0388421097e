namespace Prakerja.Grains.Management;

/// <summary>A role of a management key: what its owner may do. The names are stored: never change one.</summary>
[Alias("management-role")]
public enum ManagementRole : byte
{
    /// <summary>Runs the programme: waves, lists, freezing, complaints.</summary>
    Operator = 1,

    /// <summary>Approves what another person proposed (M1).</summary>
    Approver = 2,

    /// <summary>Sees everything, changes nothing.</summary>
    Auditor = 3,

    /// <summary>Creates and revokes keys, registers partners.</summary>
    Administrator = 4,

    /// <summary>Takes part in the seeds of draws (docs/draw.md), and reads waves; may do nothing else.</summary>
    Witness = 5,
}
