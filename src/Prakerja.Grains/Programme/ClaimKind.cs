namespace Prakerja.Grains.Programme;

/// <summary>The kind of value that a claim keeps unique. The numbers are stored: never reuse or change one.</summary>
public enum ClaimKind : short
{
    Email = 1,
    Phone = 2,
    CardNumber = 3,
    RedeemCode = 4,
    Wallet = 5,
    HouseholdSlot = 6,
    Certificate = 7,
    Complaint = 8,

    /// <summary>
    /// From here on, one kind for each exclusion list (rule E2): the list claims each participant on it.
    /// </summary>
    ExcludedStateOfficial = 101,
    ExcludedCouncilMember = 102,
    ExcludedCivilServant = 103,
    ExcludedMilitary = 104,
    ExcludedPolice = 105,
    ExcludedVillageOfficial = 106,
    ExcludedStateCompanyOfficer = 107,
    ExcludedWelfareRecipient = 121,
    ExcludedWageSubsidyRecipient = 122,
    ExcludedMicroBusinessGrantRecipient = 123,
    ExcludedIdentityMismatch = 141,
}
