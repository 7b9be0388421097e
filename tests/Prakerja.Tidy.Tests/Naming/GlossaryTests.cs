using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Naming;

public sealed class GlossaryTests
{
    private static readonly TrackedFile Source = new("src/A.cs", "class WaveRoll { int Entry; } // Notebook");

    [Fact]
    public void Every_name_in_the_glossary_is_a_name_in_the_code() =>
        Report.AssertNone(GlossaryRule.Violations(Repository.Files));

    [Fact]
    public void A_missing_glossary_is_reported() => Assert.Equal(
        ["docs/glossary.md: the file is missing; it holds every word of the programme and of the design"],
        GlossaryRule.Violations([Source]));

    [Fact]
    public void A_glossary_without_tables_is_reported() => Assert.Single(
        GlossaryRule.Violations([Source, new TrackedFile(GlossaryRule.Path, "# Glossary\n`WaveRoll`\n")]));

    [Fact]
    public void A_name_that_the_code_does_not_have_is_reported() => Assert.Equal(
        ["docs/glossary.md:5: no name in src contains Notebook"],
        GlossaryRule.Violations([
            Source,
            new TrackedFile(GlossaryRule.Path, """
                | word | meaning |
                |---|---|
                | roll, `WaveRoll`, `WaveRoll.Entry` | the applicants |
                | `Roll` | not in `Code` here |
                | `Notebook` | nothing |
                """),
        ]));
}
