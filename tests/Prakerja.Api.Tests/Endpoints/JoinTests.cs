using System.Net;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>Joining a wave over HTTP (A2, A3).</summary>
public sealed class JoinTests(RunningApi api)
{
    [Fact]
    public async Task PostApplication_UnknownWave_Returns404()
    {
        var person = await new Person(api).Registered();

        (await person.Join(9_000)).ExpectProblem(HttpStatusCode.NotFound, "wave.unknown");
    }

    [Fact]
    public async Task PostApplication_SameWaveTwice_Returns409()
    {
        var wave = await api.OpenWave();
        var person = await new Person(api).Registered();
        (await person.Join(wave)).Expect(HttpStatusCode.Accepted);

        (await person.Join(wave)).ExpectProblem(HttpStatusCode.Conflict, "join.already_joined");
    }

    [Fact]
    public async Task PostApplication_SecondWave_Returns409()
    {
        var person = await new Person(api).Registered();
        (await person.Join(await api.OpenWave())).Expect(HttpStatusCode.Accepted);

        (await person.Join(await api.OpenWave())).ExpectProblem(HttpStatusCode.Conflict, "join.other_wave_pending");
    }

    [Fact]
    public async Task PostApplication_AfterClosing_Returns409()
    {
        var wave = await api.OpenWave();
        await api.Pass(TimeSpan.FromHours(1));
        var person = await new Person(api).Registered();

        (await person.Join(wave)).ExpectProblem(HttpStatusCode.Conflict, "join.closed");
    }

    [Fact]
    public async Task PostApplication_TestNotTaken_Returns409()
    {
        var wave = await api.OpenWave();
        var person = await (await new Person(api).SignUp()).Verify();

        (await person.Join(wave)).ExpectProblem(HttpStatusCode.Conflict, "join.test_not_taken");
    }
}
