using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>Places that winners could not take go to the next tickets, and everybody can check it (S1).</summary>
public sealed class RedrawsTests(RunningApi api)
{
    [Fact]
    public async Task Redraw_HouseholdSlotsTakenByAnotherWave_GoesToTheNextTicketsAndCanBeVerified()
    {
        // Both waves are sealed before either is drawn, so each selects two members of the same household.
        var (first, second) = (await api.OpenWave(places: 2), await api.OpenWave(places: 2));
        var familyCard = new Person(api).FamilyCard;
        var family = new List<Person>();
        var others = new List<Person>();
        foreach (var wave in (int[])[first, second])
        {
            for (var i = 0; i < 2; i++)
            {
                family.Add(await Joined(wave, ("familyCardNumber", familyCard), ("employment", "furloughed")));
                others.Add(await Joined(wave, ("employment", "jobSeeker")));
            }
        }

        await api.Close(first);
        await api.Download(second, "commitment");
        await api.Pass(TimeSpan.FromHours(1));
        foreach (var wave in (int[])[first, second]) await api.Reach(wave, "drawn");
        await api.Pass(TimeSpan.FromHours(1));
        foreach (var wave in (int[])[first, second]) await Settled(wave);

        var views = new[] { await api.Get($"waves/{first}"), await api.Get($"waves/{second}") };
        Assert.Equal([2, 2], views.Select(view => view["awards"].GetProperty("awarded").GetInt64()));
        var (lost, kept) = views[0]["draw"].GetProperty("redraws").GetInt32() == 1 ? (first, second) : (second, first);
        Assert.Empty((await Redraws(kept)).GetProperty("rounds").EnumerateArray());
        var round = Assert.Single((await Redraws(lost)).GetProperty("rounds").EnumerateArray());
        Assert.Equal(1, round.GetProperty("round").GetInt32());
        Assert.All(
            round.GetProperty("notTaken").EnumerateArray(), place => Assert.Equal(
                (int)NotSelectedReason.HouseholdFull, place.GetProperty("reason").GetInt32()));

        var (losers, winners) = lost == first ? (family[..2], others[..2]) : (family[2..], others[2..]);
        Assert.Equal(await Pseudonyms(lost, losers), Sorted(round.GetProperty("notTaken").EnumerateArray()
            .Select(place => place.GetProperty("pseudonym").GetString())));
        Assert.Equal(await Pseudonyms(lost, winners), Sorted(round.GetProperty("selected").Texts()));
        foreach (var loser in losers) await AssertOutcome(lost, loser, isSelected: false, "householdFull");
        foreach (var winner in winners) await AssertOutcome(lost, winner, isSelected: true, reason: null);
        foreach (var winner in winners)
            Assert.Equal(JsonValueKind.Object, (await api.Get("participants/me", winner.Token))["card"].ValueKind);

        var (result, document) = (await api.Download(lost, "result"), await api.Download(lost, "redraws"));
        var verdict = new DrawVerifier(1).Verify(new MemoryStream(result), document);
        Assert.Equal((2, 1), (verdict.Selected, verdict.RedrawRounds));
        AssertChangedDiffers(result, document, round);
    }

    [Fact]
    public async Task Redraw_WinnersThatAreRecipients_GoesToTheNextRankOfTheCell()
    {
        var wave = await api.OpenWave(places: 1);
        var people = new List<Person>();
        for (var i = 0; i < 4; i++) people.Add(await Joined(wave));
        await api.Close(wave);
        await api.Pass(TimeSpan.FromHours(1));
        await api.Reach(wave, "drawn");
        var byRank = await ByRank(wave, people);

        await Refuse(wave, byRank[0]);
        await api.Pass(TimeSpan.FromHours(1));
        await Settled(wave);
        await LogIn(people);
        await AssertOutcome(wave, byRank[0], isSelected: false, "alreadyRecipient");
        await AssertOutcome(wave, byRank[1], isSelected: true, reason: null);
        await AssertOutcome(wave, byRank[2], isSelected: false, "quotaExhausted");

        var round = Assert.Single((await Redraws(wave)).GetProperty("rounds").EnumerateArray());
        Assert.Equal(await Pseudonyms(wave, byRank[1..2]), round.GetProperty("selected").Texts());
        var awards = (await api.Get($"waves/{wave}"))["awards"];
        Assert.Equal(2, awards.GetProperty("selected").GetInt64());
        Assert.Equal(1, awards.GetProperty("awarded").GetInt64());
        Assert.Equal(1, awards.GetProperty("notTaken").GetInt64());
        var verdict = new DrawVerifier(1).Verify(
            new MemoryStream(await api.Download(wave, "result")), await api.Download(wave, "redraws"));
        Assert.Equal(1, verdict.RedrawRounds);
    }

    private static void AssertChangedDiffers(byte[] result, byte[] document, JsonElement round)
    {
        var selected = round.GetProperty("selected").Texts().ToList();
        var changed = Encoding.UTF8.GetString(document)
            .Replace(selected[0]!, "x", StringComparison.Ordinal)
            .Replace(selected[1]!, selected[0], StringComparison.Ordinal)
            .Replace("\"x\"", $"\"{selected[1]}\"", StringComparison.Ordinal);
        var difference = Assert.Throws<DrawFileDifferenceException>(
            () => new DrawVerifier(1).Verify(new MemoryStream(result), Encoding.UTF8.GetBytes(changed)));
        Assert.Contains("redraws.rounds[0].selected[0]", difference.Message, StringComparison.Ordinal);
    }

    /// <summary>Records that a winner got a card elsewhere between the draw and the award.</summary>
    private async Task Refuse(int wave, Person person)
    {
        Assert.True(ParticipantKey.TryParse(person.Key, out var participant));
        await api.Services.GetRequiredService<IAwardStore>().RecordAsync(
            wave, [new AwardAttempt(participant, Refused: NotSelectedReason.AlreadyRecipient)]);
    }

    private async Task<Person> Joined(int wave, params (string Field, object? Value)[] but)
    {
        var person = await new Person(api).Registered(but);
        (await person.Join(wave)).Expect(HttpStatusCode.Accepted);
        return person;
    }

    private Task Settled(int wave) => World.Eventually(async () =>
    {
        await api.TakeSteps(wave);
        var view = await api.Get($"waves/{wave}");
        return view["awards"] is { ValueKind: JsonValueKind.Object } awards
            && awards.GetProperty("waiting").GetInt64() == 0
            && awards.GetProperty("awarded").GetInt64() + awards.GetProperty("notTaken").GetInt64()
                == awards.GetProperty("selected").GetInt64()
            && view["quotas"][0].GetProperty("places").GetInt64() == awards.GetProperty("awarded").GetInt64();
    });

    /// <summary>The document of the redraws, when it has the rounds of the wave's public answer.</summary>
    private async Task<JsonElement> Redraws(int wave)
    {
        JsonElement document = default;
        await World.Eventually(async () =>
        {
            // The public answer may be a second old.
            var answer = await api.Get($"waves/{wave}/redraws");
            document = answer.Body;
            return answer.Status == HttpStatusCode.OK && document.GetProperty("rounds").GetArrayLength()
                == (await api.DrawOf(wave)).GetProperty("redraws").GetInt32();
        });
        return document;
    }

    private async Task<List<string?>> Pseudonyms(int wave, IEnumerable<Person> people)
    {
        var pseudonyms = new List<string?>();
        foreach (var person in people) pseudonyms.Add((await Own(wave, person))["pseudonym"].GetString());
        return Sorted(pseudonyms);
    }

    private async Task<List<Person>> ByRank(int wave, List<Person> people)
    {
        await LogIn(people);
        var ranks = new Dictionary<Person, long>();
        foreach (var person in people)
        {
            await World.Eventually(async () => (await Own(wave, person))["ticket"].GetString() is not null);
            ranks[person] = (await Own(wave, person))["rank"].GetInt64();
        }

        return [.. people.OrderBy(person => ranks[person])];
    }

    private async Task AssertOutcome(int wave, Person person, bool isSelected, string? reason)
    {
        await World.Eventually(async () =>
            (await Own(wave, person))["outcome"] is { ValueKind: JsonValueKind.Object } shown
            && shown.GetProperty("selected").GetBoolean() == isSelected);
        var outcome = (await Own(wave, person))["outcome"];
        Assert.Equal(reason, outcome.GetProperty("reason").GetString());
    }

    // Moving the clock has ended the log-ins.
    private static async Task LogIn(IEnumerable<Person> people)
    {
        foreach (var person in people) await person.LogIn();
    }

    private async Task<ApiAnswer> Own(int wave, Person person)
    {
        var path = $"participants/me/applications/{wave}/draw";
        var answer = await api.Get(path, person.Token);
        if (answer.Status == HttpStatusCode.Unauthorized) answer = await api.Get(path, (await person.LogIn()).Token);
        return answer.Expect(HttpStatusCode.OK);
    }

    private static List<string?> Sorted(IEnumerable<string?> texts) => [.. texts.Order(StringComparer.Ordinal)];
}
