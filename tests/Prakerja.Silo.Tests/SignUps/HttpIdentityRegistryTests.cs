using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;
using Prakerja.Silo.SignUps;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.SignUps;

/// <summary>The client of a civil registry, against a simulator that answers over HTTP.</summary>
public sealed class HttpIdentityRegistryTests
{
    private static readonly IdentityKey Identity = new(new byte[IdentityKey.LengthBytes]);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static IdentityQuestion Known { get; } = QuestionOf(1);

    [Fact]
    public async Task A_person_with_the_same_data_matches_and_with_others_does_not()
    {
        await using var simulator = await RegistrySimulator.StartAsync(Known);
        using var registry = RegistryOf(simulator);

        Assert.Equal(IdentityAnswer.Match, await registry.CheckAsync(Known, Cancelled));
        Assert.Equal(
            IdentityAnswer.Mismatch, await registry.CheckAsync(Known with { Name = "Orang Lain" }, Cancelled));
        Assert.Equal(IdentityAnswer.Mismatch, await registry.CheckAsync(QuestionOf(2), Cancelled));
        Assert.Equal("Bearer token-of-the-registry", simulator.LastAuthorization);
    }

    [Fact]
    public async Task An_answer_is_remembered_for_the_same_question_alone()
    {
        await using var simulator = await RegistrySimulator.StartAsync(Known);
        using var registry = RegistryOf(simulator);

        for (var time = 1; time <= 3; time++) await registry.CheckAsync(Known, Cancelled);
        await registry.CheckAsync(Known with { BirthDate = Known.BirthDate.AddDays(1) }, Cancelled);

        Assert.Equal(2, simulator.Requests);
    }

    [Fact]
    public async Task A_registry_that_fails_twice_is_asked_a_third_time()
    {
        await using var simulator = await RegistrySimulator.StartAsync(Known);
        simulator.Instead = context => Task.FromResult(
            simulator.Requests <= 2 && (context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable) > 0);
        using var registry = RegistryOf(simulator);

        Assert.Equal(IdentityAnswer.Match, await registry.CheckAsync(Known, Cancelled));
        Assert.Equal(3, simulator.Requests);
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("{}")]
    [InlineData("""{"result":"maybe"}""")]
    [InlineData("null")]
    public async Task A_registry_that_talks_nonsense_is_unavailable_and_not_remembered(string answer)
    {
        await using var simulator = await RegistrySimulator.StartAsync(Known);
        simulator.Instead = async context =>
        {
            await context.Response.WriteAsync(answer);
            return true;
        };
        using var registry = RegistryOf(simulator);

        Assert.Equal(IdentityAnswer.Unavailable, await registry.CheckAsync(Known, Cancelled));
        simulator.Instead = null;
        Assert.Equal(IdentityAnswer.Match, await registry.CheckAsync(Known, Cancelled));
    }

    [Fact]
    public async Task A_slow_registry_is_unavailable_within_three_time_outs()
    {
        await using var simulator = await RegistrySimulator.StartAsync(Known);
        simulator.Instead = async context =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            return true;
        };
        using var registry = RegistryOf(simulator);

        var answer = registry.CheckAsync(Known, Cancelled);

        Assert.Equal(IdentityAnswer.Unavailable, await answer.WaitAsync(TimeSpan.FromSeconds(20), Cancelled));
    }

    [Fact]
    public async Task A_registry_that_is_down_is_unavailable()
    {
        var simulator = await RegistrySimulator.StartAsync(Known);
        using var registry = RegistryOf(simulator);
        await simulator.DisposeAsync();

        Assert.Equal(IdentityAnswer.Unavailable, await registry.CheckAsync(Known, Cancelled));
    }

    private static HttpIdentityRegistry RegistryOf(RegistrySimulator simulator) => new(
        Options.Create(new IdentityRegistryOptions
        {
            Url = simulator.Url,
            Token = "token-of-the-registry",
            TimeoutSeconds = 1,
        }),
        Identity,
        NullLogger<HttpIdentityRegistry>.Instance);

    private static IdentityQuestion QuestionOf(int number)
    {
        var person = People.Person(number, Identity);
        return new IdentityQuestion(person.Nik, person.Name, person.BirthDate, person.FamilyCard);
    }
}
