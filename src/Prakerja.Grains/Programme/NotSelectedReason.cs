namespace Prakerja.Grains.Programme;

/// <summary>Why an application was not selected (rule S2). The numbers are stored: never reuse or change one.</summary>
[Alias("set-aside-reason")]
public enum NotSelectedReason : byte
{
    HouseholdFull = 1,
    ProhibitedOccupation = 2,
    ReceivedOtherAid = 3,
    AlreadyRecipient = 4,
    IdentityMismatch = 5,
    TestFailed = 6,

    /// <summary>The draw reached the application after the last place was given (S1).</summary>
    QuotaExhausted = 7,
}
