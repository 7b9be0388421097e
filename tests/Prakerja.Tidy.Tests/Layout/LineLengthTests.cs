using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Layout;

public sealed class LineLengthTests
{
    private static readonly string Long = new('x', LineLengthRule.Limit + 1);

    [Fact]
    public void No_line_is_longer_than_120_columns() =>
        Report.AssertNone(Repository.Files.SelectMany(LineLengthRule.Violations));

    [Theory]
    [InlineData("a.cs")]
    [InlineData("a.sql")]
    [InlineData("deploy/a.yaml")]
    [InlineData("a.props")]
    [InlineData("a.md")]
    public void A_longer_line_is_reported(string path) => Assert.Equal(
        [$"{path}:2: 121 columns, at most 120"],
        LineLengthRule.Violations(new TrackedFile(path, $"{Long[1..]}\n{Long}\n")));

    [Fact]
    public void A_shell_script_is_known_by_its_first_line()
    {
        Assert.Single(LineLengthRule.Violations(new TrackedFile("tests/run", $"#!/bin/sh\n{Long}")));
        Assert.Empty(LineLengthRule.Violations(new TrackedFile("docs/openapi.json", Long)));
    }

    [Fact]
    public void An_answer_of_the_proxy_may_be_longer() => Assert.Equal(
        ["a.cfg:2: 121 columns, at most 120"],
        LineLengthRule.Violations(new TrackedFile("a.cfg", $"http-error status 503 string \"{{{Long}\n{Long}\n")));

    [Fact]
    public void Tables_links_program_output_and_generated_sections_may_be_longer_and_prose_may_not()
    {
        var text = string.Join('\n',
            $"| {Long} |",
            $"- [{Long}](x.md)",
            $"https://{Long}",
            "```",
            Long,
            "```",
            "<!-- commit-log:begin -->",
            Long,
            "<!-- commit-log:end -->",
            "```sh",
            Long,
            "```",
            $"See [{Long}](x.md).");

        Assert.Equal(
            ["a.md:11: 121 columns, at most 120", "a.md:13: 134 columns, at most 120"],
            LineLengthRule.Violations(new TrackedFile("a.md", text)));
    }
}
