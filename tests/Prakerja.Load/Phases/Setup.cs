using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;

namespace Prakerja.Load.Phases;

/// <summary>
/// What management does before the first person comes: keys, parties, courses, lists and two waves.
/// </summary>
internal sealed class Setup(Rehearsal rehearsal, Parties parties)
{
    public const string Approver = "approver";

    private const string Management = "/api/v1/management";
    private const int NiksPerCall = 500;
    private const int FirstWaveMin = 21;
    private const int KeyTriesMax = 5;

    private Operation Manage => rehearsal.Do.Manage;

    private Credential Operator => rehearsal.Operator;

    public async Task RunAsync(CancellationToken stop)
    {
        await rehearsal.PhaseAsync("Lay out the year", () => LayOutAsync(stop));
        await rehearsal.PhaseAsync("Make keys and partners", () => MakePartiesAsync(stop));
        await rehearsal.PhaseAsync("Offer courses", () => OfferCoursesAsync(stop));
        await rehearsal.PhaseAsync("Hand in exclusion lists", () => HandInListsAsync(stop));
        await rehearsal.PhaseAsync("Plan two waves", () => PlanWavesAsync(stop));
    }

    private async Task LayOutAsync(CancellationToken stop)
    {
        if (rehearsal.History.Calendar is not null) return;
        var ask = Call.Get(rehearsal.Do.Public, "/api/v1/waves", Credential.None);
        var waves = await rehearsal.Client.SendAsync(ask, Wire.Default.IReadOnlyListWaveView, stop);
        var first = Math.Max(FirstWaveMin, waves.Select(wave => wave.Number).DefaultIfEmpty().Max() + 1);
        rehearsal.Note(new Fact.TimesSet(Calendar.From(rehearsal.Time.Now, first)));
    }

    private async Task MakePartiesAsync(CancellationToken stop)
    {
        await MakeApproverAsync(stop);
        for (var platform = 0; platform < Parties.Platforms; platform++)
        {
            var code = parties.PlatformCode(platform);
            await MakeAsync(Parties.PlatformKind, code, PartyCall(Parties.PlatformKind, code), stop);
        }

        for (var provider = 0; provider < Parties.Providers; provider++)
        {
            var code = parties.ProviderCode(provider);
            await MakeAsync(Parties.ProviderKind, code, PartyCall(Parties.ProviderKind, code), stop);
        }

        var partner = Call.Post(Manage, $"{Management}/{Parties.PartnerKind}", Operator).With(
            new PartnerBody(parties.PartnerCode, "Mitra Pembayaran", Parties.Wallets),
            Wire.Default.PartnerBody);
        await MakeAsync(Parties.PartnerKind, parties.PartnerCode, partner, stop);
    }

    // The name carries the run of the driver: a key whose only showing was lost cannot be shown again.
    private async Task MakeApproverAsync(CancellationToken stop)
    {
        if (rehearsal.History.KeyOf(Approver) is not null) return;
        for (var tries = 1; ; tries++)
        {
            var name = $"approver-{rehearsal.Calendar.FirstWave}-{rehearsal.History.Run}-{tries}";
            var call = Call.Post(Manage, $"{Management}/keys", Operator)
                .With(new KeyBody(name, ["approver"]), Wire.Default.KeyBody);
            var reply = await rehearsal.Client.SendAsync(call, stop);
            if (reply.Code is "management_key.name_taken" && tries < KeyTriesMax) continue;
            rehearsal.Note(new Fact.KeyMade(Approver, reply.Read(call, Wire.Default.KeyAnswer).Key));
            return;
        }
    }

    private Call PartyCall(string kind, string code) =>
        Call.Post(Manage, $"{Management}/{kind}", Operator)
            .With(new PartyBody(code, $"Mitra {code}"), Wire.Default.PartyBody);

    /// <summary>
    /// Makes a party known; one that is known already, its secret lost with an answer, gets a new one.
    /// </summary>
    private async Task MakeAsync(string kind, string code, Call call, CancellationToken stop)
    {
        if (rehearsal.History.SecretOf(kind, code) is not null) return;
        var reply = await rehearsal.Client.SendAsync(call, stop);
        if (reply.Code is "partner.already_registered")
        {
            call = Call.Post(Manage, $"{Management}/{kind}/{code}/secret", Operator);
            reply = await rehearsal.Client.SendAsync(call, stop);
        }

        rehearsal.Note(new Fact.PartyMade(kind, code, reply.Read(call, Wire.Default.PartyAnswer).Secret));
    }

    private async Task OfferCoursesAsync(CancellationToken stop)
    {
        var platforms = Enumerable.Range(0, Parties.Platforms).Select(parties.PlatformCode).ToList();
        foreach (var course in Courses.All)
        {
            var body = new CourseBody(course.Title, course.Price, platforms, course.PreTestKey);
            var call = Call.Put(
                Manage, $"/api/v1/providers/courses/{course.Name}", parties.Provider(course.Provider))
                .With(body, Wire.Default.CourseBody);
            await rehearsal.Client.DemandAsync(call, stop);
        }
    }

    private async Task HandInListsAsync(CancellationToken stop)
    {
        var lists = rehearsal.Population.People
            .Where(person => person.ExclusionList is not null)
            .GroupBy(person => person.ExclusionList);
        foreach (var list in lists)
        {
            foreach (var niks in list.Select(person => person.Nik).Chunk(NiksPerCall))
            {
                var call = Call.Post(Manage, $"{Management}/exclusions/{list.Key}", Operator)
                    .With(new ExclusionsBody(niks), Wire.Default.ExclusionsBody);
                await rehearsal.Client.DemandAsync(call, stop);
            }
        }
    }

    private async Task PlanWavesAsync(CancellationToken stop)
    {
        var calendar = rehearsal.Calendar;
        await PlanAsync(calendar.FirstWave, calendar.FirstClosesAt, place => place.PlacesPerHundred, stop);
        // Who lost in the first wave mostly wins in the second, but for one province that stays tight.
        await PlanAsync(
            calendar.SecondWave, calendar.SecondClosesAt, place => place.Code == "32" ? 10 : 110, stop);
    }

    private async Task PlanAsync(
        int wave, DateTimeOffset closesAt, Func<Place, int> placesPerHundred, CancellationToken stop)
    {
        var drawsAt = closesAt + Calendar.DrawAfter;
        var body = new WaveBody(
            wave,
            rehearsal.Calendar.OpensAt,
            closesAt,
            drawsAt,
            closesAt + Calendar.AnnounceAfter,
            Quotas.Of(rehearsal.Population, placesPerHundred));
        var call = Call.Post(
            Manage, $"{Management}/waves", Operator, $"s{rehearsal.Options.Seed}-wave-{wave}")
            .With(body, Wire.Default.WaveBody);
        await rehearsal.Client.DemandAsync(call, stop);
    }
}

/// <summary>How many places each province gets: a part of those who live there and can be drawn.</summary>
internal static class Quotas
{
    public static IReadOnlyList<Quota> Of(Population population, Func<Place, int> placesPerHundred)
    {
        var people = population.People.Where(person => person.CanBeDrawn).CountBy(person => person.Province)
            .ToDictionary();
        return
        [
            .. Places.All.Select(place =>
            {
                var places = Math.Max(
                    1, people.GetValueOrDefault(place.Code) * placesPerHundred(place) / 100);
                return new Quota(place.Code, places, TierPlacesOf(place, places));
            }),
        ];
    }

    private static Dictionary<string, int>? TierPlacesOf(Place place, int places) =>
        place.FirstTierPerHundred == 0
            ? null
            : new Dictionary<string, int> { ["1"] = Math.Max(1, places * place.FirstTierPerHundred / 100) };
}
