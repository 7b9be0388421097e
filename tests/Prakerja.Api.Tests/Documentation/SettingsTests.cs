using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Hosting;

namespace Prakerja.Api.Tests.Documentation;

/// <summary>
/// The list of settings in docs/operations.md is the settings that the program reads: each class with a constant
/// <c>Section</c>, and of it each property that can be set.
/// </summary>
public sealed class SettingsTests
{
    private const string Begin = "<!-- settings:begin -->";
    private const string End = "<!-- settings:end -->";

    private static readonly Assembly[] Assemblies =
        [typeof(ProgrammeOptions).Assembly, typeof(DataDirectory).Assembly, typeof(Hosting).Assembly];

    // The one setting that is read by itself: where everything else is kept.
    private static readonly Setting Data = new(DataDirectory.Setting, "data", null);

    private static readonly IReadOnlyList<Setting> InTheCode =
        [Data, .. Assemblies.SelectMany(assembly => assembly.GetTypes()).SelectMany(SettingsOf)];

    private static readonly IReadOnlyList<Setting> Listed = ReadList();

    [Fact]
    public void EverySetting_IsListed() => Assert.Empty(KeysOf(InTheCode).Except(KeysOf(Listed)));

    [Fact]
    public void EveryListedKey_IsASetting() => Assert.Empty(KeysOf(Listed).Except(KeysOf(InTheCode)));

    [Fact]
    public void EveryKey_IsListedOnce() => Assert.Empty(
        KeysOf(Listed).CountBy(key => key).Where(key => key.Value > 1).Select(key => key.Key));

    [Fact]
    public void EveryListedDefault_IsTheDefault() => Assert.Empty(
        Pairs().Where(pair => pair.Listed.Default != pair.InTheCode.Default)
            .Select(pair => $"{pair.Listed.Key} is {pair.InTheCode.Default}, not {pair.Listed.Default}"));

    [Fact]
    public void EveryListedRange_IsTheRange() => Assert.Empty(
        Pairs().Where(pair => pair.InTheCode.Range is { } range && pair.Listed.Range != range)
            .Select(pair => $"{pair.Listed.Key} has the range {pair.InTheCode.Range}, not {pair.Listed.Range}"));

    private static IEnumerable<(Setting Listed, Setting InTheCode)> Pairs() =>
        Listed.Join(InTheCode, listed => listed.Key, setting => setting.Key, (listed, setting) => (listed, setting));

    private static IEnumerable<string> KeysOf(IEnumerable<Setting> settings) => settings.Select(setting => setting.Key);

    private static IEnumerable<Setting> SettingsOf(Type type)
    {
        var section = type.GetField("Section", BindingFlags.Static | BindingFlags.Public);
        if (section is not { IsLiteral: true } || section.GetRawConstantValue() is not string name) return [];
        var fresh = Activator.CreateInstance(type);
        return type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => new Setting(
                $"{name}:{property.Name}",
                Text(property.GetValue(fresh)),
                property.GetCustomAttribute<RangeAttribute>() is { } range
                    ? $"{Text(range.Minimum)} – {Text(range.Maximum)}"
                    : null));
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        IEnumerable many => string.Join(", ", many.Cast<object>().Select(Text)),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"A setting of type {value.GetType()}: say here how it is written."),
    };

    /// <summary>Rows <c>| `key` | type | `default` | range | meaning |</c> between the two marks.</summary>
    private static List<Setting> ReadList()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "operations.md"));
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        Assert.True(begin >= 0 && end > begin, $"docs/operations.md has no lines {Begin} … {End}.");
        return
        [
            .. text[begin..end].Split('\n')
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Select(cells => new Setting(cells[1].Trim('`'), cells[3].Trim('`'), cells[4])),
        ];
    }

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Prakerja.sln"))) directory = directory.Parent!;
        return directory.FullName;
    }

    /// <param name="Default">As it is written in a setting; empty when there is none.</param>
    /// <param name="Range">"lowest – highest"; null when the code gives none in that form.</param>
    private sealed record Setting(string Key, string Default, string? Range);
}
