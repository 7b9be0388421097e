using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Tests.Startup;

public sealed class OptionsValidationTests
{
    private const string Videos = $"{ProgrammeOptions.Section}:{nameof(ProgrammeOptions.IntroductionVideoSeconds)}";

    [Theory]
    [InlineData(90)]
    [InlineData(90, 60)]
    [InlineData(1, 2, 3, 4)]
    public void A_list_that_is_given_replaces_the_default(params int[] seconds)
    {
        var settings = Settings([.. seconds.Select((length, place) => ($"{Videos}:{place}", $"{length}"))]);

        Assert.Equal(seconds, Bound(settings).IntroductionVideoSeconds);
        Assert.Equal(
            seconds,
            settings.ReadValidatedOptions<ProgrammeOptions>(ProgrammeOptions.Section).IntroductionVideoSeconds);
    }

    [Fact]
    public void A_list_that_is_not_given_is_the_default() =>
        Assert.Equal([120, 120, 120], Bound(Settings(($"{ProgrammeOptions.Section}:VideoGapSeconds", "5")))
            .IntroductionVideoSeconds);

    [Fact]
    public void A_list_that_is_given_is_checked() => Assert.Contains(
        Videos,
        Assert.Throws<OptionsValidationException>(() => Bound(Settings(($"{Videos}:0", "0")))).Message,
        StringComparison.Ordinal);

    private static IConfigurationRoot Settings(params (string Key, string Value)[] given) => new ConfigurationBuilder()
        .AddInMemoryCollection(given.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();

    private static ProgrammeOptions Bound(IConfiguration settings)
    {
        using var services = new ServiceCollection()
            .AddSingleton(settings)
            .AddValidatedOptions<ProgrammeOptions>(ProgrammeOptions.Section)
            .BuildServiceProvider();
        return services.GetRequiredService<IOptions<ProgrammeOptions>>().Value;
    }
}
