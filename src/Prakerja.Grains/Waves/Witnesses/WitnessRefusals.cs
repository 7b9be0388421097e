using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>The refusals of witnesses and beacons of a draw. The codes are public and never change.</summary>
public static class WitnessRefusals
{
    /// <summary>The hash or secret is not the hex of 32 bytes.</summary>
    public static Refusal ValueMalformed { get; } = new("draw.value_malformed");

    /// <summary>Witnesses register before the wave closes.</summary>
    public static Refusal RegistrationClosed { get; } = new("draw.registration_closed");

    /// <summary>This witness has registered another hash.</summary>
    public static Refusal AlreadyRegistered { get; } = new("draw.already_registered");

    /// <summary>The wave has <see cref="WitnessRules.WitnessesMax"/> witnesses.</summary>
    public static Refusal TooManyWitnesses { get; } = new("draw.too_many_witnesses");

    /// <summary>This witness registered no hash.</summary>
    public static Refusal NotRegistered { get; } = new("draw.not_registered");

    /// <summary>Secrets are revealed only after the commitment is published.</summary>
    public static Refusal NotCommitted { get; } = new("draw.not_committed");

    /// <summary>The secret does not match the registered hash.</summary>
    public static Refusal SecretMismatch { get; } = new("draw.secret_mismatch");

    /// <summary>The secret was revealed already.</summary>
    public static Refusal AlreadyRevealed { get; } = new("draw.already_revealed");

    /// <summary>The time for revealing is over, or the wave is drawn. A draw is never repeated.</summary>
    public static Refusal TooLate { get; } = new("draw.too_late");

    /// <summary>The plan names no beacon that is typed in.</summary>
    public static Refusal NoTypedBeacon { get; } = new("draw.no_typed_beacon");

    /// <summary>The two officers typed different values; the first value is forgotten.</summary>
    public static Refusal BeaconMismatch { get; } = new("draw.beacon_mismatch");

    /// <summary>The second officer must be another one than the first.</summary>
    public static Refusal SameOfficer { get; } = new("draw.same_officer");
}
