using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.GrainTests;

public sealed class PartnerTests
{
    private static readonly CourseDraft Excel = new(
        "excel", "Excel", new Rupiah(250_000), ["pijar"], "abcde");

    [Fact]
    public async Task A_secret_is_shown_once_and_the_edge_can_read_it_after_a_restart()
    {
        var directory = Directory.CreateTempSubdirectory("prakerja-").FullName;
        PartnerSecret shown;
        await using (var system = await EmbeddedSystem.StartAsync(directory))
        {
            shown = (await Provider(system, "skill").Register("Skill Academy", "first")).Value!;
            Assert.Equal(
                PartnerRefusals.AlreadyRegistered,
                (await Provider(system, "skill").Register("Skill", "first")).Refusal);
        }

        await using (var system = await EmbeddedSystem.StartAsync(directory))
        {
            Assert.Equal(shown, (await Provider(system, "skill").GetSecret()).Value);
            var rotated = (await Provider(system, "skill").RotateSecret("first")).Value!;
            Assert.NotEqual(shown.Secret, rotated.Secret);
            Assert.Equal(rotated, (await Provider(system, "skill").GetSecret()).Value);
        }

        var database = await File.ReadAllBytesAsync(
            Directory.GetFiles(directory, "*.db").Single(), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(
            shown.Secret, System.Text.Encoding.Latin1.GetString(database), StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_course_is_sold_by_known_platforms_only_and_stands_in_the_catalogue()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        await Provider(system, "skill").Register("Skill Academy", "first");
        await Provider(system, "other").Register("Other", "first");

        Assert.Equal(
            CourseRefusals.PlatformUnknown, (await Provider(system, "skill").PutCourse(Excel)).Refusal);
        var pijar = system.Grains.GetGrain<IDigitalPlatformGrain>(PartnerKey.OfPlatform("pijar"));
        Assert.Null((await pijar.Register("Pijar", "first")).Refusal);
        Assert.Null((await Provider(system, "skill").PutCourse(Excel)).Refusal);
        Assert.Null((await Provider(system, "other").PutCourse(Excel with { Platforms = [] })).Refusal);
        Assert.Null((await Provider(system, "skill").PutCourse(Excel with { Code = "word" })).Refusal);

        var catalogue = system.Grains.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key);
        var first = await catalogue.GetCourses(null, null, 2);
        var second = await catalogue.GetCourses(null, first.Next, 2);
        var sold = await catalogue.GetCourses("pijar", null, 200);

        Assert.Equal(["other.excel", "skill.excel"], first.Courses.Select(course => course.Code));
        Assert.Equal(["skill.word"], second.Courses.Select(course => course.Code));
        Assert.Null(second.Next);
        Assert.Equal(["skill.excel", "skill.word"], sold.Courses.Select(course => course.Code));
        Assert.Equal(80, (await Provider(system, "skill").ScorePreTest("skill.excel", "abcdd")).Value);
    }

    private static ITrainingProviderGrain Provider(EmbeddedSystem system, string code) =>
        system.Grains.GetGrain<ITrainingProviderGrain>(PartnerKey.OfProvider(code));
}
