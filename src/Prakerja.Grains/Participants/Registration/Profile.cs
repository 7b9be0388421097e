using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>The personal data of a participant (A1). Numbers are stored as numbers, to save memory.</summary>
[GenerateSerializer, Immutable, Alias("profile")]
public sealed record Profile(
    [property: Id(0)] Nik Nik,
    [property: Id(1)] FamilyCardNumber FamilyCard,
    [property: Id(2)] KeyedHash Household,
    [property: Id(3)] string Name,
    [property: Id(4)] DateOnly BirthDate,
    [property: Id(5)] Sex Sex,
    [property: Id(6)] string MothersName,
    [property: Id(7)] string Email,
    [property: Id(8)] PhoneNumber Phone,
    [property: Id(9)] ProvinceCode Province,
    [property: Id(10)] Employment Employment,
    [property: Id(11)] bool InFormalEducation)
{
    // The default ToString of a record would print every field; none of them may reach a log.
    public override string ToString() => "Profile";
}
