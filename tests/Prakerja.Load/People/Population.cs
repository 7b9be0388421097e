using System.Globalization;

namespace Prakerja.Load.People;

/// <summary>All people of a run. The same seed makes the same people, choices and quotas.</summary>
internal sealed class Population
{
    private const int HouseholdMembersMax = 5;
    private const int SerialMax = 9_999;
    private const int DistrictMax = 99;

    // A NIK's serial and district number the people of a run, so no two can share one whatever chance says.
    private const int PeopleMax = SerialMax * DistrictMax;

    private static readonly string[] ExclusionLists =
        ["stateOfficial", "councilMember", "civilServant", "military", "police", "villageOfficial",
         "stateCompanyOfficer", "dtks", "bsu", "bpum", "identityMismatch"];

    private static readonly string[] ProhibitedOccupations =
        ["stateOfficial", "councilMember", "civilServant", "military", "police", "villageOfficial",
         "stateCompanyOfficer"];

    private readonly ulong seed;

    private Population(ulong seed)
    {
        this.seed = seed;
        Chance = new Chance(seed);
    }

    public Chance Chance { get; }

    public IReadOnlyList<Person> People { get; private set; } = [];

    /// <exception cref="ArgumentOutOfRangeException">More people than NIKs can be numbered.</exception>
    public static Population Create(ulong seed, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, PeopleMax);
        var population = new Population(seed);
        var people = new List<Person>(count);
        for (var household = 0; people.Count < count; household++)
        {
            var members = 1 + population.Chance.Below(HouseholdMembersMax, household, "members");
            for (var member = 0; member < members && people.Count < count; member++)
                people.Add(population.Make(people.Count, household));
        }

        population.People = people;
        return population;
    }

    public Choices ChoicesOf(Person person) => new(Chance, person.Index);

    private Person Make(int index, int household)
    {
        var place = PlaceOf(household);
        var standing = StandingOf(index);
        var isWoman = Chance.Happens(0.5, index, "sex");
        var birthDate = BirthDateOf(index, standing);
        var name = Chance.Pick(isWoman ? Names.Women : Names.Men, index, "first") + " "
            + Chance.Pick(Names.Last, index, "last");
        return new Person
        {
            Index = index,
            Household = household,
            Nik = NikOf(
                NumberOf(index, "people"),
                Chance.Pick(place.Regencies, index, "born-in"),
                birthDate,
                isWoman),
            FamilyCardNumber = FamilyCardOf(
                NumberOf(household, "households"), Chance.Pick(place.Regencies, household, "lives-in")),
            Name = name,
            BirthDate = birthDate,
            Sex = isWoman ? "female" : "male",
            MothersName = Chance.Pick(Names.Women, household, "mother") + " "
                + Chance.Pick(Names.Last, household, "mother-last"),
            Email = Invariant($"{name.ToLowerInvariant().Replace(' ', '.')}.{seed}.{index}@contoh.example"),
            Phone = Invariant($"+6281{seed % 10_000:D4}{index:D6}"),
            Province = place.Code,
            Employment = EmploymentOf(index, standing),
            Standing = standing,
            ExclusionList = standing is Standing.OnExclusionList
                ? Chance.Pick(ExclusionLists, index, "list")
                : null,
            Fate = FateOf(index),
        };
    }

    private Place PlaceOf(int household)
    {
        var at = Chance.Below(Places.All.Sum(place => place.Weight), household, "province");
        foreach (var place in Places.All)
        {
            if (at < place.Weight) return place;
            at -= place.Weight;
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    private Standing StandingOf(int index) => Chance.Share(index, "standing") switch
    {
        < 0.03 => Standing.OnExclusionList,
        < 0.05 => Standing.ProhibitedOccupation,
        < 0.09 => Standing.FailsTest,
        < 0.10 => Standing.TooYoung,
        < 0.11 => Standing.InFormalEducation,
        < 0.13 => Standing.TooLate,
        _ => Standing.Eligible,
    };

    private Fate FateOf(int index) => Chance.Share(index, "fate") switch
    {
        < 0.12 => Fate.NeverBuys,
        < 0.15 => Fate.NeverWatches,
        < 0.20 => Fate.BuysAndRegrets,
        < 0.25 => Fate.FrozenAndFreed,
        < 0.28 => Fate.CancelledUnspent,
        < 0.31 => Fate.CancelledInTraining,
        < 0.34 => Fate.FrozenInTraining,
        _ => Fate.Learns,
    };

    // Whoever is too young is a child for a long time to come, so that a run next year finds the same people.
    private DateOnly BirthDateOf(int index, Standing standing)
    {
        var earliest = standing is Standing.TooYoung ? new DateOnly(2018, 1, 1) : new DateOnly(1962, 1, 1);
        var days = standing is Standing.TooYoung ? 1_400 : 14_900;
        return earliest.AddDays(Chance.Below(days, index, "born"));
    }

    private string EmploymentOf(int index, Standing standing)
    {
        if (standing is Standing.ProhibitedOccupation)
            return Chance.Pick(ProhibitedOccupations, index, "employment");
        return Chance.Share(index, "employment") switch
        {
            < 0.10 => "furloughed",
            < 0.16 => "affectedMicroOrSmallBusiness",
            < 0.30 => "laidOff",
            < 0.45 => "microOrSmallBusiness",
            < 0.60 => "worker",
            _ => "jobSeeker",
        };
    }

    // Every seed begins elsewhere, so that two runs on one server hardly ever make the same NIK.
    private int NumberOf(int index, string of) => (index + Chance.Below(PeopleMax, 0, of)) % PeopleMax;

    private static string NikOf(int number, string regency, DateOnly birthDate, bool isWoman) =>
        Invariant($"{regency}{1 + (number / SerialMax):D2}{birthDate.Day + (isWoman ? 40 : 0):D2}")
        + Invariant($"{birthDate:MMyy}{1 + (number % SerialMax):D4}");

    private string FamilyCardOf(int number, string regency) =>
        Invariant($"{regency}{1 + (number / SerialMax):D2}{1 + Chance.Below(28, number, "issued"):D2}")
        + Invariant(
            $"{1 + Chance.Below(12, number, "issued-in"):D2}{seed % 100:D2}{1 + (number % SerialMax):D4}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
