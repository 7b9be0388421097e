using System.Globalization;

namespace Prakerja.Silo.CommitLog;

/// <summary>
/// A migration script of the database, embedded as <c>ENGINE/NNNN_name.sql</c>. A released script never changes.
/// </summary>
internal sealed record SchemaScript(int Number, string Name, string Text)
{
    /// <summary>The scripts of one engine, in the order of their numbers.</summary>
    public static IReadOnlyList<SchemaScript> Of(string engine)
    {
        var prefix = engine + "/";
        var assembly = typeof(SchemaScript).Assembly;
        var scripts = new List<SchemaScript>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(prefix, StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = Path.GetFileNameWithoutExtension(resource[prefix.Length..]);
            scripts.Add(new SchemaScript(
                int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[5..], reader.ReadToEnd()));
        }

        scripts.Sort((left, right) => left.Number.CompareTo(right.Number));
        return scripts;
    }
}
