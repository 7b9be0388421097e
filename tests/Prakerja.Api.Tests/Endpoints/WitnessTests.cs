using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Api.Tests.Fixtures;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>Witnesses and typed beacons of a draw.</summary>
public sealed class WitnessTests(RunningApi api)
{
    private static readonly object TypedTerms = new
    {
        ifMissing = "wait",
        revealMinutes = 30,
        beacon = new { kind = "typed", source = "Nomor undian negara, 1 Maret" },
    };

    [Theory]
    [InlineData("{\"ifMissing\":\"wait\",\"revealMinutes\":0}")]
    [InlineData("{\"ifMissing\":\"wait\",\"revealMinutes\":181}")]
    [InlineData("{\"ifMissing\":\"wait\",\"beacon\":{\"kind\":\"drand\",\"chain\":\"abc\",\"round\":1}}")]
    [InlineData("{\"ifMissing\":\"wait\",\"beacon\":{\"kind\":\"typed\"}}")]
    public async Task PostWave_InvalidDrawTerms_Returns400(string draw)
    {
        var now = api.Clock.GetUtcNow();
        var plan = new
        {
            number = 9_010,
            opensAt = now,
            closesAt = now.AddHours(1),
            drawsAt = now.AddHours(2),
            announcesAt = now.AddHours(4),
            quotas = new[] { new { province = "32", places = 5 } },
            draw = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(draw),
        };

        (await api.Post("management/waves", plan, api.Management(), "terms"))
            .ExpectProblem(HttpStatusCode.BadRequest, "wave.draw_terms_invalid");
    }

    [Fact]
    public async Task PostWave_TiersBelowTheirProvince_Returns400()
    {
        var now = api.Clock.GetUtcNow();
        var tierPlaces = new Dictionary<string, int> { ["1"] = 2, ["2"] = 1 };
        var plan = new
        {
            number = 9_011,
            opensAt = now,
            closesAt = now.AddHours(1),
            drawsAt = now.AddHours(2),
            announcesAt = now.AddHours(4),
            quotas = new[] { new { province = "32", places = 5, tierPlaces } },
        };

        (await api.Post("management/waves", plan, api.Management(), "tiers"))
            .ExpectProblem(HttpStatusCode.BadRequest, "wave.quota_does_not_add_up");
    }

    [Fact]
    public async Task GetWave_NoTerms_ShowsThatTheProgrammeIsItsOwnWitness()
    {
        var draw = await api.DrawOf(await api.OpenWave());

        Assert.True(draw.GetProperty("selfWitnessed").GetBoolean());
        Assert.Equal("wait", draw.GetProperty("terms").GetProperty("ifMissing").GetString());
        Assert.Null(draw.GetProperty("downloads").GetProperty("roll").GetString());
    }

    [Fact]
    public async Task PostWitness_SameHashAgain_ChangesNothingAndAnotherHashIsRefused()
    {
        var (wave, witness) = (await api.OpenWave(), await api.Witness("ombudsman"));

        (await api.Register(wave, witness)).Expect(HttpStatusCode.OK);
        (await api.Register(wave, witness)).Expect(HttpStatusCode.OK);
        (await api.Register(wave, witness with { Secret = new string('0', 64) }))
            .ExpectProblem(HttpStatusCode.Conflict, "draw.already_registered");

        var registered = Assert.Single((await api.DrawOf(wave)).GetProperty("witnesses").EnumerateArray());
        Assert.Equal(witness.Hash, registered.GetProperty("hash").GetString());
        Assert.Null(registered.GetProperty("secret").GetString());
    }

    [Fact]
    public async Task PostWitness_NotHex_Returns400()
    {
        var (wave, witness) = (await api.OpenWave(), await api.Witness("ombudsman"));

        (await api.Post($"management/waves/{wave}/witness", new { hash = "abc" }, witness.Key))
            .ExpectProblem(HttpStatusCode.BadRequest, "draw.value_malformed");
    }

    [Fact]
    public async Task PostReveal_BeforeCommitmentWrongOrTwice_IsRefusedAndRecorded()
    {
        var (wave, witness) = (await api.OpenWave(), await api.Witness("ombudsman"));
        var (other, late) = (await api.Witness("kampus"), await api.Witness("terlambat"));
        foreach (var one in (Witness[])[witness, other]) (await api.Register(wave, one)).Expect(HttpStatusCode.OK);

        (await api.Reveal(wave, witness)).ExpectProblem(HttpStatusCode.Conflict, "draw.not_committed");
        await api.Close(wave);
        (await api.Register(wave, late)).ExpectProblem(HttpStatusCode.Conflict, "draw.registration_closed");
        (await api.Reveal(wave, late)).ExpectProblem(HttpStatusCode.Conflict, "draw.not_registered");
        (await api.Reveal(wave, witness, other.Secret)).ExpectProblem(HttpStatusCode.Conflict, "draw.secret_mismatch");
        (await api.Reveal(wave, witness)).Expect(HttpStatusCode.OK);
        (await api.Reveal(wave, witness)).ExpectProblem(HttpStatusCode.Conflict, "draw.already_revealed");

        Assert.Equal([other.Name], (await api.DrawOf(wave)).GetProperty("waitsFor").Texts());
        Assert.Equal(
            ["draw.not_committed", "draw.not_registered", "draw.secret_mismatch", "draw.already_revealed"],
            await RefusedReveals(wave));
        Assert.DoesNotContain(api.Log.Lines, line => line.Contains(other.Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(api.Log.Lines, line => line.Contains(late.Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PostReveal_AfterTheTime_IsRefusedAndTheDrawNamesWhoIsMissing()
    {
        var draw = new { ifMissing = "drawWithout", revealMinutes = 90 };
        var wave = await api.OpenWave(draw: draw);
        var (there, missing) = (await api.Witness("ada"), await api.Witness("hilang"));
        foreach (var one in (Witness[])[there, missing]) (await api.Register(wave, one)).Expect(HttpStatusCode.OK);
        await api.Close(wave);
        (await api.Reveal(wave, there)).Expect(HttpStatusCode.OK);

        await api.Pass(TimeSpan.FromMinutes(95));
        await api.Reach(wave, "drawn");

        (await api.Reveal(wave, missing)).ExpectProblem(HttpStatusCode.Conflict, "draw.too_late");
        var verdict = new DrawVerifier(1).Verify(new MemoryStream(await api.Download(wave, "result")));
        Assert.Equal([missing.Name], verdict.MissingWitnesses);
        Assert.Contains("draw.too_late", await RefusedReveals(wave));
    }

    [Fact]
    public async Task PostReveal_LateWhenTheDrawWaits_StillCounts()
    {
        var wave = await api.OpenWave(draw: new { ifMissing = "wait", revealMinutes = 30 });
        var witness = await api.Witness("lambat");
        (await api.Register(wave, witness)).Expect(HttpStatusCode.OK);
        await api.Close(wave);
        await api.Pass(TimeSpan.FromHours(2));
        var waiting = await api.TakeSteps(wave);
        Assert.Equal("closed", waiting["stage"].GetString());
        Assert.Equal([witness.Name], waiting["draw"].GetProperty("waitsFor").Texts());

        (await api.Reveal(wave, witness)).Expect(HttpStatusCode.OK);
        await api.Reach(wave, "announced");

        var verdict = new DrawVerifier(1).Verify(new MemoryStream(await api.Download(wave, "result")));
        Assert.Empty(verdict.MissingWitnesses);
        Assert.False(verdict.IsSelfWitnessed);
    }

    [Fact]
    public async Task PostBeacon_OneOfficerTwice_Returns403AndTwoOfficersCount()
    {
        var wave = await api.OpenWave(draw: TypedTerms);
        var (first, second) = (await api.KeyWith("operator"), await api.KeyOfAnother("operator"));
        (await api.TypeBeacon(wave, first, "12-34")).ExpectProblem(HttpStatusCode.Conflict, "draw.not_committed");
        await api.Close(wave);

        (await api.TypeBeacon(wave, first, "12-34")).Expect(HttpStatusCode.OK);
        (await api.TypeBeacon(wave, first, "12-34")).ExpectProblem(HttpStatusCode.Forbidden, "draw.same_officer");
        // Another key that the same administrator made.
        (await api.TypeBeacon(wave, await api.KeyWith("operator"), "12-34"))
            .ExpectProblem(HttpStatusCode.Forbidden, "draw.same_officer");
        Assert.Equal(["beacon"], (await api.DrawOf(wave)).GetProperty("waitsFor").Texts());
        (await api.TypeBeacon(wave, second, "12-34")).Expect(HttpStatusCode.OK);

        Assert.Empty((await api.DrawOf(wave)).GetProperty("waitsFor").Texts());
        (await api.TypeBeacon(wave, second, "12-34")).ExpectProblem(HttpStatusCode.Conflict, "draw.already_revealed");
    }

    [Fact]
    public async Task PostBeacon_TwoDifferentValues_NeitherCounts()
    {
        var wave = await api.OpenWave(draw: TypedTerms);
        var (first, second) = (await api.KeyWith("operator"), await api.KeyOfAnother("operator"));
        await api.Close(wave);

        (await api.TypeBeacon(wave, first, "12-34")).Expect(HttpStatusCode.OK);
        (await api.TypeBeacon(wave, second, "12-35")).ExpectProblem(HttpStatusCode.Conflict, "draw.beacon_mismatch");
        (await api.TypeBeacon(wave, second, "12-34")).Expect(HttpStatusCode.OK);

        Assert.Equal(["beacon"], (await api.DrawOf(wave)).GetProperty("waitsFor").Texts());
    }

    [Fact]
    public async Task PostBeacon_WaveWithoutTypedBeacon_Returns409()
    {
        var wave = await api.OpenWave();
        await api.Close(wave);

        (await api.TypeBeacon(wave, api.Management(), "1"))
            .ExpectProblem(HttpStatusCode.Conflict, "draw.no_typed_beacon");
    }

    private async Task<IReadOnlyList<string?>> RefusedReveals(int wave)
    {
        var log = api.Services.GetRequiredService<IEventLogReader>();
        var events = await log.ReadEventsOfGrainAsync(new GrainKey("wave", WaveKey.Of(wave)), after: 0, limit: 50);
        return
        [
            .. events.Where(logged => logged.Type == "wave.reveal_refused").Select(logged =>
                System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(logged.Payload)
                    .GetProperty("code").GetString()),
        ];
    }
}
