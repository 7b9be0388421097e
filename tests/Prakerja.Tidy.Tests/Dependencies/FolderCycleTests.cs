using System.Reflection;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Dependencies;

public sealed class FolderCycleTests
{
    [Fact]
    public void No_folder_uses_one_that_uses_it_in_any_project() => Report.AssertNone(Repository.CSharp
        .Where(file => file.Project is not null)
        .GroupBy(file => file.Project)
        .SelectMany(project => SourceGraph.Of([.. project]).Cycles().Select(cycle => $"{project.Key}: {cycle}")));

    [Theory]
    [InlineData("Prakerja.Grains")]
    [InlineData("Prakerja.Silo")]
    [InlineData("Prakerja.Api")]
    public void No_folder_uses_one_that_uses_it_in_a_compiled_assembly(string assembly)
    {
        var graph = TypeGraph.Of(Assembly.Load(assembly));

        Report.AssertNone(graph.Cycles().Select(cycle => $"{assembly}: {cycle}"));
    }

    [Theory]
    [InlineData("Prakerja.Grains", "Participants", "Persistence")]
    [InlineData("Prakerja.Silo", "Hosting.Cluster", "CommitLog.Postgres")]
    [InlineData("Prakerja.Api", "Endpoints", "Http")]
    public void A_use_is_seen_in_the_sources_and_in_the_assembly(string assembly, string from, string to)
    {
        var sources = Repository.CSharp.Where(file => file.Project == $"src/{assembly}");

        Assert.Contains(to, SourceGraph.Of([.. sources]).UsedBy(from));
        Assert.Contains(to, TypeGraph.Of(Assembly.Load(assembly)).UsedBy(from));
    }

    [Fact]
    public void A_cycle_is_reported_once_with_its_places()
    {
        var graph = new Graph();
        graph.Add("Waves", "Programme", "a.cs:1");
        graph.Add("Programme", "Persistence", "b.cs:2");
        graph.Add("Persistence", "Participants", "c.cs:3");
        graph.Add("Participants", "Programme", "d.cs:4");

        Assert.Equal(
            ["Participants → Programme (d.cs:4) → Persistence (b.cs:2) → Participants (c.cs:3)"], graph.Cycles());
    }

    [Fact]
    public void A_graph_without_a_cycle_is_accepted()
    {
        var graph = new Graph();
        graph.Add("Waves", "Programme", "a.cs:1");
        graph.Add("Waves", "Persistence", "a.cs:2");
        graph.Add("Persistence", "Programme", "b.cs:1");

        Assert.Empty(graph.Cycles());
    }

    [Theory]
    [InlineData("using Prakerja.X.B;\nnamespace Prakerja.X.A;", "B")]
    [InlineData("using static Prakerja.X.B.InB;\nnamespace Prakerja.X.A;", "B")]
    [InlineData("using Other = Prakerja.X.B.InB;\nnamespace Prakerja.X.A;", "B")]
    [InlineData("namespace Prakerja.X.A;\nclass T { object O = Prakerja.X.B.InB.Of(); }", "B")]
    [InlineData("namespace Prakerja.X.A;\nclass T { B.InB O; }", "B")]
    [InlineData("namespace Prakerja.X.B.Sub;\nclass T : InB;", "B")]
    [InlineData("namespace Prakerja.X.A;\nclass T : InRoot;", "(root)")]
    public void A_use_of_another_folder_is_seen(string text, string used) =>
        Assert.Equal([used], UsedIn(text));

    [Theory]
    [InlineData("namespace Prakerja.X.A;\n// InRoot\nclass T { string S = \"InRoot\"; }")]
    [InlineData("using Prakerja.Other.B;\nnamespace Prakerja.X.A;\nclass T : InB;")]
    [InlineData("namespace Prakerja.X;\nclass T : Prakerja.X.B.InB;")]
    public void What_is_no_use_of_a_folder_is_not_seen(string text) => Assert.Empty(UsedIn(text));

    private static IEnumerable<string> UsedIn(string text)
    {
        var graph = SourceGraph.Of([
            new TrackedFile("tests/Prakerja.X/InRoot.cs", "namespace Prakerja.X;\nclass InRoot;"),
            new TrackedFile("tests/Prakerja.X/B/InB.cs", "namespace Prakerja.X.B;\nclass InB;"),
            new TrackedFile("tests/Prakerja.X/A/T.cs", text),
        ]);
        return graph.UsedBy("A").Concat(graph.UsedBy("B.Sub")).Concat(graph.UsedBy("(root)"));
    }
}
