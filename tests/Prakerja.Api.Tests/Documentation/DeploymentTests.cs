using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Prakerja.Api.Tests.Documentation;

/// <summary>
/// The files in deploy/ name only settings that docs/operations.md lists, and keep what a real deployment needs:
/// probes, no root, no secret, no public port of a silo.
/// </summary>
public sealed partial class DeploymentTests
{
    private static readonly string Deploy = Path.Combine(Document.RepositoryRoot(), "deploy");

    private static readonly IReadOnlyList<YamlMappingNode> Manifests =
        [.. Directory.EnumerateFiles(Path.Combine(Deploy, "kubernetes"), "*.yaml").SelectMany(DocumentsOf)];

    [Fact]
    public void EverySettingNamed_IsListed()
    {
        var listed = Document.RowsOf("operations.md", "settings").Select(row => row[0].Trim('`')).ToHashSet();

        var named = Directory.EnumerateFiles(Deploy, "*", SearchOption.AllDirectories)
            .SelectMany(file => SettingNamed().Matches(File.ReadAllText(file)))
            .Select(match => match.Value.Replace("__", ":", StringComparison.Ordinal))
            // An element of a list has its index at the end.
            .Select(setting => setting.TrimEnd("0123456789".ToCharArray()).TrimEnd(':'))
            .ToHashSet();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(listed));
    }

    [Fact]
    public void Compose_IsReadAndNamesItsServices()
    {
        var compose = Assert.Single(DocumentsOf(Path.Combine(Deploy, "compose.yaml")));

        Assert.Equal(["postgres", "migrate", "silo", "api", "proxy"], KeysOf(At(compose, "services")));
        // Requests from the private network are trusted, so only the proxy may open a port.
        var open = ((YamlMappingNode)At(compose, "services")).Children
            .Where(service => service.Value is YamlMappingNode told && told.Children.ContainsKey("ports"))
            .Select(service => service.Key.ToString());
        Assert.Equal(["proxy"], open);
    }

    [Fact]
    public void EveryNodeOnKubernetes_IsProbedAndStopsGracefully()
    {
        var nodes = Manifests.Where(manifest => KindOf(manifest) is "StatefulSet" or "Deployment").ToList();
        Assert.Equal(2, nodes.Count);
        foreach (var node in nodes)
        {
            var pod = At(node, "spec", "template", "spec");
            var container = ((YamlSequenceNode)At(pod, "containers"))[0];
            Assert.Equal("/health/live", At(container, "livenessProbe", "httpGet", "path").ToString());
            Assert.Equal("/health/ready", At(container, "readinessProbe", "httpGet", "path").ToString());
            // Both stop within 30 s. API nodes serve on before that, 5 s asleep and 5 draining.
            var stop = 30;
            if (KindOf(node) == "Deployment")
            {
                Assert.NotNull(At(container, "lifecycle", "preStop"));
                stop += 5 + 5;
            }

            Assert.True(
                int.Parse(At(pod, "terminationGracePeriodSeconds").ToString(), CultureInfo.InvariantCulture) > stop);
            Assert.Contains(
                Manifests,
                other => KindOf(other) == "PodDisruptionBudget"
                    && NameOf(other) == NameOf(node)
                    && At(other, "spec", "selector").Equals(At(node, "spec", "selector")));
        }
    }

    [Fact]
    public void NothingOnKubernetes_RunsAsRoot()
    {
        var pods = Manifests
            .Where(manifest => KindOf(manifest) is "StatefulSet" or "Deployment" or "Job")
            .ToList();
        Assert.Equal(3, pods.Count);
        Assert.All(pods, pod => Assert.Equal(
            "true", At(pod, "spec", "template", "spec", "securityContext", "runAsNonRoot").ToString()));
    }

    [Fact]
    public void SilosPorts_AreInNoServiceAndForTheClustersNodesAlone()
    {
        var services = Manifests.Where(manifest => KindOf(manifest) == "Service").ToList();
        Assert.NotEmpty(services);
        Assert.All(services, service => Assert.All(
            (YamlSequenceNode)At(service, "spec", "ports"),
            port => Assert.Equal("http", At(port, "targetPort").ToString())));

        var policy = Assert.Single(
            Manifests, one => KindOf(one) == "NetworkPolicy" && NameOf(one) == "prakerja-silo");
        Assert.All((YamlSequenceNode)At(policy, "spec", "ingress"), rule => Assert.NotNull(At(rule, "from")));
    }

    [Fact]
    public void Proxy_TellsStrangersNothingOfANodesHealth() => Assert.Single(
        File.ReadLines(Path.Combine(Deploy, "proxy", "haproxy.cfg")),
        line => line.TrimStart().StartsWith("http-request deny ", StringComparison.Ordinal)
            && line.EndsWith(
                "if { path,url_dec -m sub -i /health } !{ src 127.0.0.0/8 ::1 }", StringComparison.Ordinal));

    [Fact]
    public void NoSecret_IsInTheFiles()
    {
        Assert.DoesNotContain(Manifests, manifest => KindOf(manifest) == "Secret");
        foreach (var file in Directory.EnumerateFiles(Deploy, "*.yaml", SearchOption.AllDirectories))
            Assert.DoesNotContain("Password=", File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>As environment variable or as argument.</summary>
    [GeneratedRegex(@"Prakerja(__|:)[A-Z]\w*?((__|:)[A-Z]\w*?)?(?=[^\w:]|$)")]
    private static partial Regex SettingNamed();

    private static IReadOnlyList<YamlMappingNode> DocumentsOf(string file)
    {
        var yaml = new YamlStream();
        using var reader = File.OpenText(file);
        yaml.Load(reader);
        return [.. yaml.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    private static string KindOf(YamlNode manifest) => At(manifest, "kind").ToString();

    private static string NameOf(YamlNode manifest) =>
        KindOf(manifest) == "Kustomization" ? "" : At(manifest, "metadata", "name").ToString();

    private static IEnumerable<string> KeysOf(YamlNode node) =>
        ((YamlMappingNode)node).Children.Keys.Select(key => key.ToString());

    private static YamlNode At(YamlNode node, params string[] path)
    {
        foreach (var key in path)
        {
            var found = ((YamlMappingNode)node).Children.TryGetValue(key, out var child);
            Assert.True(found, $"'{key}' of {string.Join('.', path)} is missing in {node}");
            node = child!;
        }

        return node;
    }
}
