using System.Globalization;

namespace Prakerja.Load.People;

/// <summary>All people of a run. The same seed gives the same people, choices and quotas.</summary>
internal sealed class Population
{
    private const int HouseholdMembersMax = 5;
    private const int SerialMax = 9_999;
    private const int DistrictMax = 99;

    // Each NIK of a run has its own pair of serial and district number, so every NIK is unique.
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
        Random = new SeededRandom(seed);
    }

    public SeededRandom Random { get; }

    public IReadOnlyList<Person> People { get; private set; } = [];

    /// <exception cref="ArgumentOutOfRangeException">There are more people than possible NIKs.</exception>
    public static Population Create(ulong seed, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, PeopleMax);
        var population = new Population(seed);
        var people = new List<Person>(count);
        for (var household = 0; people.Count < count; household++)
        {
            var members = 1 + population.Random.Below(HouseholdMembersMax, household, "members");
            for (var member = 0; member < members && people.Count < count; member++)
                people.Add(population.CreatePerson(people.Count, household));
        }

        population.People = people;
        return population;
    }

    public Choices ChoicesOf(Person person) => new(Random, person.Index);

    private Person CreatePerson(int index, int household)
    {
        var province = ProvinceOf(household);
        var eligibility = EligibilityOf(index);
        var isWoman = Random.Happens(0.5, index, "sex");
        var birthDate = BirthDateOf(index, eligibility);
        var name = Random.Pick(isWoman ? Names.Women : Names.Men, index, "first") + " "
            + Random.Pick(Names.Last, index, "last");
        return new Person
        {
            Index = index,
            Household = household,
            Nik = NikOf(
                NumberOf(index, "people"),
                Random.Pick(province.Regencies, index, "born-in"),
                birthDate,
                isWoman),
            FamilyCardNumber = FamilyCardOf(
                NumberOf(household, "households"), Random.Pick(province.Regencies, household, "lives-in")),
            Name = name,
            BirthDate = birthDate,
            Sex = isWoman ? "female" : "male",
            MothersName = Random.Pick(Names.Women, household, "mother") + " "
                + Random.Pick(Names.Last, household, "mother-last"),
            Email = Invariant($"{name.ToLowerInvariant().Replace(' ', '.')}.{seed}.{index}@contoh.example"),
            Phone = Invariant($"+6281{seed % 10_000:D4}{index:D6}"),
            Province = province.Code,
            Employment = EmploymentOf(index, eligibility),
            Eligibility = eligibility,
            ExclusionList = eligibility is EligibilityCase.OnExclusionList
                ? Random.Pick(ExclusionLists, index, "list")
                : null,
            CardPlan = CardPlanOf(index),
        };
    }

    private ProvinceProfile ProvinceOf(int household)
    {
        var remainingWeight = Random.Below(Provinces.All.Sum(province => province.Weight), household, "province");
        foreach (var province in Provinces.All)
        {
            if (remainingWeight < province.Weight) return province;
            remainingWeight -= province.Weight;
        }

        throw new InvalidOperationException("The weights do not add up.");
    }

    private EligibilityCase EligibilityOf(int index) => Random.Share(index, "standing") switch
    {
        < 0.03 => EligibilityCase.OnExclusionList,
        < 0.05 => EligibilityCase.ProhibitedOccupation,
        < 0.09 => EligibilityCase.FailsTest,
        < 0.10 => EligibilityCase.TooYoung,
        < 0.11 => EligibilityCase.InFormalEducation,
        < 0.13 => EligibilityCase.TooLate,
        _ => EligibilityCase.Eligible,
    };

    private CardPlan CardPlanOf(int index) => Random.Share(index, "fate") switch
    {
        < 0.12 => CardPlan.NeverBuys,
        < 0.15 => CardPlan.NeverWatches,
        < 0.20 => CardPlan.BuysAndCancels,
        < 0.25 => CardPlan.FrozenAndUnfrozen,
        < 0.28 => CardPlan.CancelledUnspent,
        < 0.31 => CardPlan.CancelledInTraining,
        < 0.34 => CardPlan.FrozenInTraining,
        _ => CardPlan.Learns,
    };

    // People who are too young were born in 2018 or later. The date is fixed, so a run in a later year creates the same
    // people.
    private DateOnly BirthDateOf(int index, EligibilityCase eligibility)
    {
        var earliest = eligibility is EligibilityCase.TooYoung ? new DateOnly(2018, 1, 1) : new DateOnly(1962, 1, 1);
        var days = eligibility is EligibilityCase.TooYoung ? 1_400 : 14_900;
        return earliest.AddDays(Random.Below(days, index, "born"));
    }

    private string EmploymentOf(int index, EligibilityCase eligibility)
    {
        if (eligibility is EligibilityCase.ProhibitedOccupation)
            return Random.Pick(ProhibitedOccupations, index, "employment");
        return Random.Share(index, "employment") switch
        {
            < 0.10 => "furloughed",
            < 0.16 => "affectedMicroOrSmallBusiness",
            < 0.30 => "laidOff",
            < 0.45 => "microOrSmallBusiness",
            < 0.60 => "worker",
            _ => "jobSeeker",
        };
    }

    // Every seed starts at a different number, so that two runs on one server rarely produce the same NIK.
    private int NumberOf(int index, string label) => (index + Random.Below(PeopleMax, 0, label)) % PeopleMax;

    private static string NikOf(int number, string regency, DateOnly birthDate, bool isWoman) =>
        Invariant($"{regency}{1 + (number / SerialMax):D2}{birthDate.Day + (isWoman ? 40 : 0):D2}")
        + Invariant($"{birthDate:MMyy}{1 + (number % SerialMax):D4}");

    private string FamilyCardOf(int number, string regency) =>
        Invariant($"{regency}{1 + (number / SerialMax):D2}{1 + Random.Below(28, number, "issued"):D2}")
        + Invariant(
            $"{1 + Random.Below(12, number, "issued-in"):D2}{seed % 100:D2}{1 + (number % SerialMax):D4}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
