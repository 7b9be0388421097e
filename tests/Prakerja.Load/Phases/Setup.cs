using Prakerja.Load.Http;
using Prakerja.Load.Journal;
using Prakerja.Load.People;
using Prakerja.Load.Runs;

namespace Prakerja.Load.Phases;

/// <summary>Prepares the programme as management does: keys, parties, courses, exclusion lists and two waves.</summary>
internal sealed class Setup(RunContext context, Parties parties, Witnesses witnesses)
{
    public const string Approver = "approver";

    private const string Management = "/api/v1/management";
    private const int NiksPerCall = 500;
    private const int FirstWaveMin = 21;
    private const int KeyTriesMax = 5;

    private Operation Manage => context.Operations.Manage;

    private Credential Operator => context.Operator;

    public async Task RunAsync(CancellationToken stop)
    {
        await context.PhaseAsync("Lay out the year", () => SetDatesAsync(stop));
        await context.PhaseAsync("Make keys and partners", () => RegisterPartiesAsync(stop));
        await context.PhaseAsync("Offer courses", () => OfferCoursesAsync(stop));
        await context.PhaseAsync("Hand in exclusion lists", () => HandInListsAsync(stop));
        await context.PhaseAsync("Plan two waves", () => PlanWavesAsync(stop));
    }

    private async Task SetDatesAsync(CancellationToken stop)
    {
        if (context.History.Calendar is not null) return;
        var ask = Call.Get(context.Operations.Public, "/api/v1/waves", Credential.None);
        var waves = await context.Client.SendAsync(ask, Wire.Default.IReadOnlyListWaveView, stop);
        var first = Math.Max(FirstWaveMin, waves.Select(wave => wave.Number).DefaultIfEmpty().Max() + 1);
        context.Note(new Fact.TimesSet(Calendar.From(context.Time.Now, first)));
    }

    private async Task RegisterPartiesAsync(CancellationToken stop)
    {
        await CreateKeyAsync(Approver, Approver, stop);
        foreach (var witness in Witnesses.Names) await CreateKeyAsync(witness, "witness", stop);
        for (var platform = 0; platform < Parties.Platforms; platform++)
        {
            var code = parties.PlatformCode(platform);
            await RegisterAsync(Parties.PlatformKind, code, PartyCall(Parties.PlatformKind, code), stop);
        }

        for (var provider = 0; provider < Parties.Providers; provider++)
        {
            var code = parties.ProviderCode(provider);
            await RegisterAsync(Parties.ProviderKind, code, PartyCall(Parties.ProviderKind, code), stop);
        }

        var partner = Call.Post(Manage, $"{Management}/{Parties.PartnerKind}", Operator).With(
            new PartnerBody(parties.PartnerCode, "Mitra Pembayaran", Parties.Wallets),
            Wire.Default.PartnerBody);
        await RegisterAsync(Parties.PartnerKind, parties.PartnerCode, partner, stop);
    }

    // The name contains the number of the run: a key is shown only once, so after a lost answer a new key is needed.
    private async Task CreateKeyAsync(string label, string role, CancellationToken stop)
    {
        if (context.History.KeyOf(label) is not null) return;
        for (var tries = 1; ; tries++)
        {
            var name = $"{label}-{context.Calendar.FirstWave}-{context.History.Run}-{tries}";
            var call = Call.Post(Manage, $"{Management}/keys", Operator)
                .With(new KeyBody(name, [role]), Wire.Default.KeyBody);
            var reply = await context.Client.SendAsync(call, stop);
            if (reply.Code is "management_key.name_taken" && tries < KeyTriesMax) continue;
            context.Note(new Fact.KeyMade(label, reply.Read(call, Wire.Default.KeyAnswer).Key));
            return;
        }
    }

    private Call PartyCall(string kind, string code) =>
        Call.Post(Manage, $"{Management}/{kind}", Operator)
            .With(new PartyBody(code, $"Mitra {code}"), Wire.Default.PartyBody);

    /// <summary>
    /// Registers a party. When it exists already and its secret was lost with an answer, the party gets a new secret.
    /// </summary>
    private async Task RegisterAsync(string kind, string code, Call call, CancellationToken stop)
    {
        if (context.History.SecretOf(kind, code) is not null) return;
        var reply = await context.Client.SendAsync(call, stop);
        if (reply.Code is "partner.already_registered")
        {
            call = Call.Post(Manage, $"{Management}/{kind}/{code}/secret", Operator);
            reply = await context.Client.SendAsync(call, stop);
        }

        context.Note(new Fact.PartyMade(kind, code, reply.Read(call, Wire.Default.PartyAnswer).Secret));
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
            await context.Client.SendOrThrowAsync(call, stop);
        }
    }

    private async Task HandInListsAsync(CancellationToken stop)
    {
        var lists = context.Population.People
            .Where(person => person.ExclusionList is not null)
            .GroupBy(person => person.ExclusionList);
        foreach (var list in lists)
        {
            foreach (var niks in list.Select(person => person.Nik).Chunk(NiksPerCall))
            {
                var call = Call.Post(Manage, $"{Management}/exclusions/{list.Key}", Operator)
                    .With(new ExclusionsBody(niks), Wire.Default.ExclusionsBody);
                await context.Client.SendOrThrowAsync(call, stop);
            }
        }
    }

    private async Task PlanWavesAsync(CancellationToken stop)
    {
        var calendar = context.Calendar;
        await PlanAsync(calendar.FirstWave, calendar.FirstClosesAt, province => province.PlacesPerHundred, stop);
        // Most people who lost in the first wave win in the second, except in one province, which stays tight.
        await PlanAsync(
            calendar.SecondWave, calendar.SecondClosesAt, province => province.Code == "32" ? 10 : 110, stop);
    }

    private async Task PlanAsync(
        int wave, DateTimeOffset closesAt, Func<ProvinceProfile, int> placesPerHundred, CancellationToken stop)
    {
        var drawsAt = closesAt + Calendar.DrawAfter;
        var body = new WaveBody(
            wave,
            context.Calendar.OpensAt,
            closesAt,
            drawsAt,
            closesAt + Calendar.AnnounceAfter,
            Quotas.Of(context.Population, placesPerHundred),
            witnesses.TermsOf(wave));
        var call = Call.Post(
            Manage, $"{Management}/waves", Operator, $"s{context.Options.Seed}-wave-{wave}")
            .With(body, Wire.Default.WaveBody);
        await context.Client.SendOrThrowAsync(call, stop);
        await witnesses.RegisterAsync(wave, stop);
    }
}
