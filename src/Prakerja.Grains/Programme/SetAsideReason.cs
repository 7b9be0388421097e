namespace Prakerja.Grains.Programme;

/// <summary>Why an application was not selected (rule S2). The numbers are stored: never reuse or change one.</summary>
[Alias("set-aside-reason")]
public enum SetAsideReason : byte
{
    HouseholdFull = 1,
    ProhibitedOccupation = 2,
    ReceivedOtherAid = 3,
    AlreadyRecipient = 4,
    IdentityMismatch = 5,
    TestFailed = 6,

    /// <summary>Not set aside: the draw came to the end of the places first.</summary>
    QuotaExhausted = 7,
}
