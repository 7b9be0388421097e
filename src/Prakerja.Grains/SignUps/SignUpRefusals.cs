using Prakerja.Grains.Programme;

namespace Prakerja.Grains.SignUps;

/// <summary>The refusals of attempts to sign up. The codes are public and never change.</summary>
public static class SignUpRefusals
{
    /// <summary>
    /// There is no such attempt, its secret is another one, or its time has passed (A6). These are one refusal, so that
    /// a stranger learns nothing.
    /// </summary>
    public static Refusal AttemptUnknown { get; } = new("sign_up.attempt_unknown");

    /// <summary>The attempt has led to a participant; the person logs in now (A6).</summary>
    public static Refusal AttemptEnded { get; } = new("sign_up.attempt_ended");

    /// <summary>The civil registry knows the NIK with other data (A6).</summary>
    public static Refusal IdentityMismatch { get; } = new("sign_up.identity_mismatch");

    /// <summary>The civil registry does not answer; the attempt stays (A6).</summary>
    public static Refusal IdentityUnavailable { get; } = new("sign_up.identity_unavailable");
}
