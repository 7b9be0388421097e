namespace Prakerja.Grains.Participants;

/// <summary>The declared employment of a person (E2, E3). The names are stored: never change one.</summary>
[Alias("employment")]
public enum Employment : byte
{
    JobSeeker = 1,
    LaidOff = 2,
    Furloughed = 3,
    Worker = 4,
    MicroOrSmallBusiness = 5,
    AffectedMicroOrSmallBusiness = 6,

    // Rule E2: every value from here on is excluded.
    StateOfficial = 21,
    CouncilMember = 22,
    CivilServant = 23,
    Military = 24,
    Police = 25,
    VillageOfficial = 26,
    StateCompanyOfficer = 27,
}
