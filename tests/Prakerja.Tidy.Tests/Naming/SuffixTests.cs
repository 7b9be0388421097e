using System.Reflection;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Participants;
using Prakerja.Tidy.Tests.SourceFiles;

namespace Prakerja.Tidy.Tests.Naming;

public sealed class SuffixTests
{
    // The runtime calls back a target of deadlines, whichever kind of grain it is.
    private static readonly string[] Roles = ["IDeadlineTarget"];

    private static readonly Type[] Sources =
    [
        .. ((string[])["Prakerja.Grains", "Prakerja.Silo", "Prakerja.Api"])
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(type => type.Namespace?.StartsWith("Prakerja.", StringComparison.Ordinal) == true),
    ];

    private static readonly Type[] Api = [.. Sources.Where(type => type.Assembly.GetName().Name == "Prakerja.Api")];

    private static readonly Type[] Endpoints = [.. Api.Where(type => type.Namespace == "Prakerja.Api.Endpoints")];

    private static readonly Type[] Examples = typeof(SuffixExamples).GetNestedTypes(BindingFlags.NonPublic);

    [Fact]
    public void Classes_of_the_API_that_map_endpoints_have_the_suffix_api() =>
        Report.AssertNone(SuffixRules.EndpointMaps(Api));

    [Fact]
    public void Bodies_of_requests_have_the_suffix_request() => Report.AssertNone(SuffixRules.RequestBodies(Endpoints));

    [Fact]
    public void Bodies_of_responses_that_are_no_types_of_grains_have_the_suffix_response_or_view() =>
        Report.AssertNone(SuffixRules.ResponseBodies(Endpoints));

    [Fact]
    public void Options_have_the_suffix_options() => Report.AssertNone(SuffixRules.Options(Sources));

    [Fact]
    public void Middleware_has_the_suffix_middleware() => Report.AssertNone(SuffixRules.Middleware(Sources));

    [Fact]
    public void Handlers_of_authentication_and_authorization_have_the_suffix_handler() =>
        Report.AssertNone(SuffixRules.AuthenticationHandlers(Sources));

    [Fact]
    public void Converters_of_JSON_have_the_suffix_converter() =>
        Report.AssertNone(SuffixRules.JsonConverters(Sources));

    [Fact]
    public void Contexts_of_JSON_have_the_suffix_json() => Report.AssertNone(SuffixRules.JsonContexts(Sources));

    [Fact]
    public void Grains_have_the_suffix_grain() => Report.AssertNone(SuffixRules.Grains(Sources));

    [Fact]
    public void Interfaces_of_grains_have_the_suffix_grain() =>
        Report.AssertNone(SuffixRules.GrainInterfaces(Sources, Roles));

    [Fact]
    public void Static_classes_that_decide_have_the_suffix_rules() => Report.AssertNone(SuffixRules.Rules(Sources));

    [Fact]
    public void Every_rule_reports_the_broken_example_alone()
    {
        AssertReported("BrokenEndpoints", SuffixRules.EndpointMaps(Examples));
        AssertReported("BrokenBody", SuffixRules.RequestBodies(Examples));
        AssertReported("BrokenAnswer", SuffixRules.ResponseBodies(Examples));
        AssertReported("BrokenSettings", SuffixRules.Options(Examples));
        AssertReported("BrokenFilter", SuffixRules.Middleware(Examples));
        AssertReported("BrokenText", SuffixRules.JsonConverters(Examples));
        AssertReported("BrokenContext", SuffixRules.JsonContexts(Examples));
        AssertReported("BrokenActor", SuffixRules.Grains(Examples));
        AssertReported("BrokenDecisions", SuffixRules.Rules(Examples));
        AssertReported("BrokenAuthorization", SuffixRules.AuthenticationHandlers(Examples));
    }

    [Fact]
    public void The_rules_see_the_types_of_all_sources()
    {
        Assert.Contains(Endpoints, type => type.Name == "SignUpApi");
        Assert.Contains(Sources, type => type.Name == "ParticipantGrain");
        Assert.Contains(Sources, type => type.Name == "PostgresOptions");
    }

    [Fact]
    public void An_interface_of_a_grain_is_reported_unless_it_is_a_listed_role()
    {
        Type[] types = [typeof(IParticipantGrain), typeof(IDeadlineTarget)];

        Assert.Empty(SuffixRules.GrainInterfaces(types, Roles));
        Assert.Equal(
            ["Prakerja.Grains.Deadlines.IDeadlineTarget: the name must end in Grain"],
            SuffixRules.GrainInterfaces(types, []));
    }

    private static void AssertReported(string name, IEnumerable<string> violations) =>
        Assert.StartsWith(
            $"Prakerja.Tidy.Tests.Naming.{name}: the name must end in ",
            Assert.Single(violations),
            StringComparison.Ordinal);
}
