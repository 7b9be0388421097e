using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Prakerja.Grains.Tests.Golden;

/// <summary>
/// Stored JSON in its original form. Golden files are kept for ever: every later version must read what is in a
/// database today. Add a file for a new shape; never change an old one. With PRAKERJA_WRITE_GOLDEN=1 a test writes its
/// missing file into the source folder; the next build reads it.
/// </summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Asserts that a stored state is still read with the same meaning.</summary>
    public static void AssertReadsAs<T>(string file, T expected, JsonTypeInfo<T> json) =>
        ReadState(file, expected, json);

    /// <summary>As <see cref="AssertReadsAs"/>, and returns the value that was read.</summary>
    public static T ReadState<T>(string file, T expected, JsonTypeInfo<T> json)
    {
        if (WasWritten(file, () => JsonSerializer.SerializeToNode(expected, json)!)) return expected;
        var read = JsonSerializer.Deserialize(Read(file), json)!;
        AssertSame(expected, read, json);
        return read;
    }

    /// <summary>
    /// Asserts that the stored events, one of each kind, keep their meaning and that no kind is missing.
    /// </summary>
    /// <param name="otherFiles">Files with the other kinds of these events, each with an assertion of its own.</param>
    public static void AssertReadsAsEvents<T>(
        string file, IReadOnlyList<T> expected, JsonTypeInfo<T> json, params string[] otherFiles)
        where T : class
    {
        if (WasWritten(
            file, () => new JsonArray(
                [.. expected.Select(@event => JsonSerializer.SerializeToNode(@event, json))])))
            return;
        var stored = Read(file).AsArray();
        Assert.Equal(expected.Count, stored.Count);
        foreach (var (wanted, node) in expected.Zip(stored))
        {
            var @event = JsonSerializer.Deserialize(node, json)!;
            Assert.Equal(wanted.GetType(), @event.GetType());
            AssertSame(wanted, @event, json);
        }

        var kinds = typeof(T).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.TypeDiscriminator);
        var storedKinds = stored.Concat(otherFiles.SelectMany(other => Read(other).AsArray()))
            .Select(node => (object)node!["is"]!.GetValue<string>());
        Assert.Equal(kinds.Order(), storedKinds.Distinct().Order());
    }

    private static void AssertSame<T>(T expected, T read, JsonTypeInfo<T> json) => Assert.Equal(
        JsonSerializer.Serialize(expected, json), JsonSerializer.Serialize(read, json));

    // An existing file is never overwritten.
    private static bool WasWritten(string file, Func<JsonNode> node)
    {
        if (Environment.GetEnvironmentVariable("PRAKERJA_WRITE_GOLDEN") != "1") return false;
        var path = Path.Combine(Repository.Root, "tests", "Prakerja.Grains.Tests", "Golden", file);
        if (File.Exists(path)) return false;
        File.WriteAllText(path, node().ToJsonString(Indented) + "\n");
        return true;
    }

    private static JsonNode Read(string file)
    {
        using var stream = typeof(GoldenFile).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"There is no golden file {file}.");
        return JsonNode.Parse(stream)!;
    }
}
