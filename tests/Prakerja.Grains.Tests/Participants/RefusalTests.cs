using System.Reflection;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.SignUps;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Tests.Participants;

/// <summary>Refusal codes are public: each is unique, and a renamed code fails a test.</summary>
public sealed class RefusalTests
{
    [Fact]
    public void Every_refusal_has_a_code_of_its_own()
    {
        var codes = Codes().ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[a-z_]+\\.[a-z_]+$", code));
    }

    [Fact]
    public void The_codes_stay_as_they_are() =>
        Assert.Equal(File.ReadAllLines(Path), Codes().Order(StringComparer.Ordinal));

    private static string Path =>
        System.IO.Path.Combine(Repository.Root, "tests", "Prakerja.Grains.Tests", "Golden", "refusal-codes.txt");

    private static IEnumerable<string> Codes() =>
        from type in new[] { typeof(
            ParticipantRefusals), typeof(AwardRefusals), typeof(WaveRefusals),
            typeof(WitnessRefusals), typeof(SystemRefusals), typeof(SignUpRefusals) }
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Static)
        select ((Refusal)property.GetValue(null)!).Code;
}
