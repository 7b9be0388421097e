using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Naming;

public sealed class BannedWordTests
{
    [Fact]
    public void No_file_or_folder_has_a_banned_word_in_its_name() =>
        Report.AssertNone(Repository.Files.SelectMany(BannedWordRule.ViolationsInPath).Distinct());

    [Fact]
    public void No_name_in_the_code_has_a_banned_word() =>
        Report.AssertNone(Repository.Files.SelectMany(BannedWordRule.ViolationsInNames));

    [Fact]
    public void No_comment_has_a_banned_word() =>
        Report.AssertNone(Repository.Files.SelectMany(BannedWordRule.ViolationsInComments));

    [Theory]
    [InlineData("src/House/Wave.cs", "src/House: the name contains \"house\"")]
    [InlineData("src/BriefMemory.cs", "src/BriefMemory.cs: the name contains \"briefmemory\"")]
    [InlineData("src/WaveHelper.cs", "src/WaveHelper.cs: the name contains \"helper\"")]
    public void A_banned_word_in_a_path_is_reported(string path, string violation) =>
        Assert.Equal([violation], BannedWordRule.ViolationsInPath(new TrackedFile(path, "")));

    [Theory]
    [InlineData("class HouseRules;", "a.cs:1: HouseRules contains \"house\"")]
    [InlineData("class A\n{\n    int lanes;\n}", "a.cs:3: lanes contains \"lane\"")]
    [InlineData("class A { void Do(bool isNotYet) { } }", "a.cs:1: isNotYet contains \"notyet\"")]
    [InlineData("class WaveManager;", "a.cs:1: type WaveManager ends in a banned word")]
    [InlineData("record Decided;", "a.cs:1: type Decided ends in a banned word")]
    [InlineData("record NikTyped;", "a.cs:1: type NikTyped ends in a banned word")]
    public void A_banned_word_in_a_name_is_reported(string text, string violation) =>
        Assert.Equal([violation], BannedWordRule.ViolationsInNames(new TrackedFile("a.cs", text)));

    [Theory]
    [InlineData("src/Household.cs", "class Household { string S = \"House\"; } // House")]
    [InlineData("src/Named.cs", "class Named;")]
    [InlineData("src/A.cs", "class A { void A_wave_is_refused_because_it_is_not_yet_open() { } }")]
    [InlineData("src/A.cs", "class A; // The mended is \"his\", they say.")]
    public void Other_words_and_sentences_are_accepted(string path, string text)
    {
        var file = new TrackedFile(path, text);

        Assert.Empty(BannedWordRule.ViolationsInPath(file).Concat(BannedWordRule.ViolationsInNames(file)));
    }

    [Fact]
    public void A_banned_word_in_a_comment_is_reported_and_in_a_string_it_is_not() => Assert.Equal(
        ["a.cs:1: comment says \"Whoever\"", "a.cs:2: comment says \"mends\"", "a.cs:2: comment says \"he\""],
        BannedWordRule.ViolationsInComments(new TrackedFile("a.cs", """
            /// <summary>Whoever asks.</summary>
            var he = "his"; // It mends what he broke; the amendment there is fine.
            """)));
}
