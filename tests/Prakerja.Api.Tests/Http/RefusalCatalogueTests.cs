using System.Reflection;
using Prakerja.Api.Http;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Tests.Http;

/// <summary>The catalogue and the refusals in the code are the same set.</summary>
public sealed class RefusalCatalogueTests
{
    private static readonly IReadOnlyCollection<string> Codes =
        [.. typeof(Refusal).Assembly.GetTypes().Concat(typeof(RefusalCatalogue).Assembly.GetTypes())
            .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(property => property.PropertyType == typeof(Refusal))
            .Select(property => ((Refusal)property.GetValue(null)!).Code)
            .Distinct(StringComparer.Ordinal)];

    [Fact]
    public void EveryRefusal_HasARow() => Assert.Empty(Codes.Except(RefusalCatalogue.All.Keys));

    [Fact]
    public void EveryRow_HasARefusal() => Assert.Empty(RefusalCatalogue.All.Keys.Except(Codes));

    [Fact]
    public void EveryRow_IsAClientsOrServersErrorWithAText() => Assert.All(RefusalCatalogue.All.Values, row =>
    {
        Assert.InRange(row.Status, 400, 599);
        Assert.NotEmpty(row.Title);
    });

    [Fact]
    public void EveryRefusalThatWaitingHelps_SaysHowLong() => Assert.All(
        RefusalCatalogue.All.Where(row => row.Value.Status is 429 or 503),
        row => Assert.True(RefusalCatalogue.RetryAfterOf(new Refusal(row.Key)) > 0, row.Key));
}
