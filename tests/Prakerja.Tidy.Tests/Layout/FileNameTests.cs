using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Layout;

public sealed class FileNameTests
{
    [Fact]
    public void A_file_is_named_after_a_type_that_it_declares() =>
        Report.AssertNone(Repository.Files.SelectMany(FileNameRule.Violations));

    [Theory]
    [InlineData("Wave.cs", "public sealed record Wave;")]
    [InlineData("WaveEvents.cs", "public abstract record WaveEvent;")]
    [InlineData("CardCommands.cs", "public abstract partial record ParticipantCommand;")]
    [InlineData("Model.Card.cs", "internal sealed partial class Model;")]
    [InlineData("Program.cs", "return 0;")]
    [InlineData("readme.md", "")]
    public void A_name_of_a_declared_type_is_accepted(string path, string text) =>
        Assert.Empty(FileNameRule.Violations(new TrackedFile(path, text)));

    [Theory]
    [InlineData("Waves.cs", "public sealed record Roll;\ninternal enum Kind;", "Roll, Kind")]
    [InlineData("CardCommands.cs", "public abstract record ParticipantCommand;", "ParticipantCommand")]
    [InlineData("Model.Card.cs", "internal sealed class Model;", "Model")]
    [InlineData("Inner.cs", "class Outer\n{\n    class Inner;\n}", "Outer")]
    public void Another_name_is_reported(string path, string text, string types) =>
        Assert.Equal([$"{path}: declares {types}"], FileNameRule.Violations(new TrackedFile(path, text)));
}
