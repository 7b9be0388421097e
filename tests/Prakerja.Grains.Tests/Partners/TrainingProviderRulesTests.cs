using System.Collections.Immutable;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using static Prakerja.Grains.Partners.TrainingProviderEvent;

namespace Prakerja.Grains.Tests.Partners;

public sealed class TrainingProviderRulesTests
{
    private static readonly DateTimeOffset Now = new(2021, 9, 1, 8, 0, 0, Wib.Offset);
    private static readonly ProgrammeOptions Options = new();
    private static readonly ProtectedSecret Secret = new("c2VjcmV0");

    private static readonly TrainingProviderState Registered = TrainingProviderRules.Fold(
        null, new Registered("Skill Academy", Secret, "first", Now));

    private static readonly CourseDraft Excel =
        new("excel", "Excel untuk Pemula", new Rupiah(250_000), ["tokopedia", "pijar"], "abcde");

    [Fact]
    public void A_provider_is_registered_once()
    {
        var first = TrainingProviderRules.Register(
            null, "skill-academy", "Skill Academy", Secret, "first", Now);
        var again = TrainingProviderRules.Register(
            Registered, "skill-academy", "Skill Academy", Secret, "first", Now);

        Assert.Equal(new Registered("Skill Academy", Secret, "first", Now), Assert.Single(first.Events));
        Assert.Equal(PartnerRefusals.AlreadyRegistered, again.Refusal);
    }

    [Theory]
    [InlineData("S", "Skill Academy", "partner.code_malformed")]
    [InlineData("skill", "", "partner.name_malformed")]
    [InlineData("skill", " ", "partner.name_malformed")]
    [InlineData("skill", "a\nb", "partner.name_malformed")]
    public void A_malformed_registration_is_refused(string code, string name, string refusal) => Assert.Equal(
        refusal, TrainingProviderRules.Register(null, code, name, Secret, "first", Now).Refusal?.Code);

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_name_has_at_most_100_characters(int length, bool isGood) => Assert.Equal(
        isGood,
        TrainingProviderRules.Register(null, "skill", new string('a', length), Secret, "first", Now).Refusal
            is null);

    [Fact]
    public void A_new_secret_replaces_the_old_one()
    {
        var next = new ProtectedSecret("bmV4dA==");
        var rotated = Assert.Single(
            TrainingProviderRules.RotateSecret(Registered, next, "first", Now).Events);

        Assert.Equal(next, TrainingProviderRules.Fold(Registered, rotated).Registration.Secret);
    }

    [Fact]
    public void An_unknown_provider_gets_no_secret_and_no_courses()
    {
        Assert.Equal(
            PartnerRefusals.NotFound, TrainingProviderRules.RotateSecret(null, Secret, "first", Now).Refusal);
        Assert.Equal(PartnerRefusals.NotFound, Put(null, Excel).Refusal);
    }

    [Fact]
    public void A_course_is_offered_under_the_code_of_its_provider_and_without_its_pre_test_key()
    {
        var state = After(Registered, Excel);
        var offer = TrainingProviderRules.OfferOf("skill", Assert.Single(state.Courses));

        Assert.Equal(
            ("skill.excel", "skill", "Excel untuk Pemula"), (offer.Code, offer.Provider, offer.Title));
        Assert.Equal(new Rupiah(250_000), offer.Price);
        Assert.Equal(["tokopedia", "pijar"], offer.Platforms);
        Assert.DoesNotContain("abcde", offer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_course_again_changes_nothing() =>
        Assert.True(Put(After(Registered, Excel), Excel).IsNothing);

    [Fact]
    public void A_changed_course_replaces_the_old_one()
    {
        foreach (var changed in new[]
        {
            Excel with { Title = "Excel" },
            Excel with { Price = new Rupiah(1) },
            Excel with { Platforms = [] },
            Excel with { PreTestKey = "eeeee" },
        })
        {
            var course = Assert.Single(After(After(Registered, Excel), changed).Courses);
            Assert.Equal(
                (changed.Title, changed.Price, changed.PreTestKey),
                (course.Title, course.Price, course.PreTestKey));
            Assert.Equal(changed.Platforms, course.Platforms);
        }
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(1_000_000, true)]
    [InlineData(1_000_001, false)]
    public void B1_a_price_is_at_least_one_rupiah_and_at_most_the_training_balance(long price, bool isGood) =>
        Assert.Equal(
            isGood ? null : CourseRefusals.PriceOutOfRange,
            Put(Registered, Excel with { Price = new Rupiah(price) }).Refusal);

    [Theory]
    [InlineData(150, true)]
    [InlineData(151, false)]
    [InlineData(0, false)]
    public void A_title_has_1_to_150_characters(int length, bool isGood) => Assert.Equal(
        isGood ? null : CourseRefusals.TitleMalformed,
        Put(Registered, Excel with { Title = new string('a', length) }).Refusal);

    [Fact]
    public void A_malformed_code_or_pre_test_key_is_refused()
    {
        Assert.Equal(CourseRefusals.CodeMalformed, Put(Registered, Excel with { Code = "Excel" }).Refusal);
        Assert.Equal(
            CourseRefusals.PreTestKeyMalformed, Put(Registered, Excel with { PreTestKey = "abcd-" }).Refusal);
    }

    [Fact]
    public void A_course_has_at_most_32_distinct_known_platforms()
    {
        ImmutableArray<string> many = [.. Enumerable.Range(10, 33).Select(number => $"p{number}")];

        Assert.Null(Put(Registered, Excel with { Platforms = many[..32] }).Refusal);
        Assert.Equal(
            CourseRefusals.PlatformsMalformed, Put(Registered, Excel with { Platforms = many }).Refusal);
        Assert.Equal(
            CourseRefusals.PlatformsMalformed,
            Put(Registered, Excel with { Platforms = ["pijar", "pijar"] }).Refusal);
        Assert.Equal(
            CourseRefusals.PlatformsMalformed, Put(Registered, Excel with { Platforms = default }).Refusal);
        Assert.Equal(
            CourseRefusals.PlatformUnknown,
            TrainingProviderRules.PutCourse(Registered, Excel, ["tokopedia"], Now, Options).Refusal);
    }

    [Fact]
    public void A_provider_has_at_most_200_courses_and_can_still_change_them()
    {
        var state = Registered;
        for (var number = 0; number < TrainingProviderRules.CoursesMax; number++)
            state = After(state, Excel with { Code = $"course-{number:000}" });

        Assert.Equal(CourseRefusals.TooMany, Put(state, Excel).Refusal);
        Assert.Null(Put(state, Excel with { Code = "course-000", Title = "Lain" }).Refusal);
    }

    [Fact]
    public void Courses_are_sorted_by_code()
    {
        var state = Registered;
        foreach (var code in new[] { "cc", "aa", "b-" }) state = After(state, Excel with { Code = code });

        Assert.Equal(["aa", "b-", "cc"], state.Courses.Select(course => course.Code));
    }

    [Fact]
    public void T3_a_pre_test_is_scored_by_the_key_of_its_course()
    {
        var state = After(After(Registered, Excel), Excel with { Code = "word", PreTestKey = "eeeee" });

        Assert.Equal(100, TrainingProviderRules.ScorePreTest(state, "skill", "skill.excel", "abcde").Value);
        Assert.Equal(20, TrainingProviderRules.ScorePreTest(state, "skill", "skill.word", "abcde").Value);
    }

    [Theory]
    [InlineData("skill.other", "abcde", "course.not_found")]
    [InlineData("excel", "abcde", "course.not_found")]
    [InlineData("other.excel", "abcde", "course.not_found")]
    [InlineData("skill.excel", "abcdx", "course.pre_test_answers_malformed")]
    public void T3_an_unknown_course_or_malformed_answers_are_refused(
        string code, string answers, string refusal) =>
        Assert.Equal(
            refusal,
            TrainingProviderRules.ScorePreTest(After(Registered, Excel), "skill", code, answers)
                .Refusal?.Code);

    private static Decision<TrainingProviderEvent> Put(TrainingProviderState? state, CourseDraft draft) =>
        TrainingProviderRules.PutCourse(
            state, draft, draft.Platforms.IsDefault ? [] : [.. draft.Platforms], Now, Options);

    private static TrainingProviderState After(TrainingProviderState state, CourseDraft draft) =>
        TrainingProviderRules.Fold(state, Assert.Single(Put(state, draft).Events));
}
