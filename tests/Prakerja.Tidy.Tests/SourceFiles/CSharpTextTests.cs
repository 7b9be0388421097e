namespace Prakerja.Tidy.Tests.SourceFiles;

public sealed class CSharpTextTests
{
    [Fact]
    public void Strings_are_neither_code_nor_comment()
    {
        var text = CSharpText.Of("""
            var a = "x // no"; // yes "b"
            var c = @"d\"; var e = '"'; /* f */ g();
            """);

        Assert.Equal(["var", "a", "=", ";", "var", "c", "=", ";", "var", "e", "=", ";", "g();"], WordsOf(text.Code));
        Assert.Equal(["//", "yes", "\"b\"", "/*", "f", "*/"], WordsOf(text.Comments));
    }

    [Fact]
    public void Interpolated_values_are_code()
    {
        var text = CSharpText.Of(""""
            var a = $"b {c.Of("d"):n} {{e}} {f}"; var g = $$"""h {i} "j" {{k(x ? 1 : 2)}} l""" + m;
            """");

        Assert.Equal(
            ["var", "a", "=", "c.Of(", ")", "f", ";", "var", "g", "=", "k(x", "?", "1", ":", "2)", "+", "m;"],
            WordsOf(text.Code));
    }

    [Fact]
    public void An_offset_is_valid_in_the_file_and_its_code()
    {
        var file = new TrackedFile("x.cs", "a(\"b\"); // c\nd();");
        var offset = file.Text.IndexOf('d', StringComparison.Ordinal);

        Assert.Equal(offset, file.Code.IndexOf('d', StringComparison.Ordinal));
        Assert.Equal("x.cs:2", file.At(offset));
    }

    [Fact]
    public void Types_are_found_with_their_modifiers()
    {
        var types = TypeDeclaration.In(new TrackedFile("x.cs", """
            public static partial class First
            {
                private sealed record Inner(int X);
            }

            readonly record struct Second<T> where T : struct;
            """));

        Assert.Equal(["First", "Inner", "Second"], types.Select(type => type.Name));
        Assert.Equal([true, false, true], types.Select(type => type.IsTopLevel));
        Assert.True(types[0] is { IsPartial: true, IsStatic: true, IsPublic: true });
        Assert.False(types[2].IsPublic);
    }

    [Fact]
    public void The_projects_of_the_repository_are_found() => Assert.Superset(
        new HashSet<string?> { "src/Prakerja.Grains", "src/Prakerja.Silo", "src/Prakerja.Api", "tests/Prakerja.Load" },
        Repository.CSharp.Select(file => file.Project).ToHashSet());

    private static string[] WordsOf(string text) =>
        text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
