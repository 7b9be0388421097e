using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Xunit;

namespace Prakerja.Grains.Tests.Golden;

/// <summary>
/// Stored JSON as it once was written. It stays for ever: what is in a database today must be read by every
/// version to come. Add a file for a new shape; never change an old one.
/// </summary>
internal static class GoldenFile
{
    /// <summary>A stored state means today what it meant when it was written.</summary>
    public static void AssertReadsAs<T>(string file, T expected, JsonTypeInfo<T> json) =>
        AssertSame(expected, JsonSerializer.Deserialize(Read(file), json)!, json);

    /// <summary>
    /// Stored events, an array with one of each kind, mean today what they meant; and no kind is missing.
    /// </summary>
    public static void AssertReadsAsEvents<T>(string file, IReadOnlyList<T> expected, JsonTypeInfo<T> json)
        where T : class
    {
        var stored = Read(file).AsArray();
        Assert.Equal(expected.Count, stored.Count);
        foreach (var (wanted, node) in expected.Zip(stored))
        {
            var happened = JsonSerializer.Deserialize(node, json)!;
            Assert.Equal(wanted.GetType(), happened.GetType());
            AssertSame(wanted, happened, json);
        }

        var kinds = typeof(T).GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Select(kind => (string)kind.TypeDiscriminator!);
        var storedKinds = stored.Select(node => node!["is"]!.GetValue<string>()).Distinct();
        Assert.Equal(kinds.Order(), storedKinds.Order());
    }

    private static void AssertSame<T>(T expected, T read, JsonTypeInfo<T> json) => Assert.Equal(
        JsonSerializer.Serialize(expected, json), JsonSerializer.Serialize(read, json));

    private static JsonNode Read(string file)
    {
        using var stream = typeof(GoldenFile).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"There is no golden file {file}.");
        return JsonNode.Parse(stream)!;
    }
}
