using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Startup;

namespace Prakerja.Api.Tests.Documentation;

/// <summary>
/// The list of settings in docs/operations.md is the settings that the program reads: each class with a
/// constant <c>Section</c>, and of it each property that can be set.
/// </summary>
public sealed class SettingsTests
{
    private static readonly Assembly[] Assemblies =
        [typeof(ProgrammeOptions).Assembly, typeof(DataDirectory).Assembly, typeof(ApiProgram).Assembly];

    // Settings that are read by themselves: where files are kept.
    private static readonly Setting[] Files =
    [
        new(DataDirectory.Setting, "data", null),
        new(DataDirectory.OutboxSetting, "", null),
        new(IdentityKeyFile.Setting, "", null),
    ];

    private static readonly IReadOnlyList<Setting> InTheCode =
        [.. Files, .. Assemblies.SelectMany(assembly => assembly.GetTypes()).SelectMany(SettingsOf)];

    // Key, type, default, range, meaning.
    private static readonly IReadOnlyList<Setting> Listed =
        [.. Document.RowsOf("operations.md", "settings")
            .Where(cells => cells[0].StartsWith('`'))
            .Select(cells => new Setting(cells[0].Trim('`'), cells[2].Trim('`'), cells[3]))];

    [Fact]
    public void EverySetting_IsListed() => AssertNone(
        KeysOf(InTheCode).Except(KeysOf(Listed)).Select(key => $"{key} is not listed."));

    [Fact]
    public void EveryListedKey_IsASetting() => AssertNone(
        KeysOf(Listed).Except(KeysOf(InTheCode)).Select(key => $"{key} is no setting."));

    [Fact]
    public void EveryKey_IsListedOnce() => AssertNone(
        KeysOf(Listed).CountBy(key => key).Where(key => key.Value > 1).Select(key => $"{key.Key} comes twice."));

    [Fact]
    public void EveryListedDefault_IsTheDefault() => AssertNone(
        Pairs().Where(pair => pair.Listed.Default != pair.InTheCode.Default)
            .Select(pair => $"{pair.Listed.Key}: the default is {pair.InTheCode.Default}."));

    [Fact]
    public void EveryListedRange_IsTheRange() => AssertNone(
        Pairs().Where(pair => pair.InTheCode.Range is { } range && pair.Listed.Range != range)
            .Select(pair => $"{pair.Listed.Key}: the range is {pair.InTheCode.Range}."));

    private static void AssertNone(IEnumerable<string> faults)
    {
        var all = string.Join('\n', faults);
        Assert.True(all.Length == 0, "docs/operations.md:\n" + all);
    }

    private static IEnumerable<(Setting Listed, Setting InTheCode)> Pairs() => Listed.Join(
        InTheCode, listed => listed.Key, setting => setting.Key, (listed, setting) => (listed, setting));

    private static IEnumerable<string> KeysOf(IEnumerable<Setting> settings) =>
        settings.Select(setting => setting.Key);

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
        _ => throw new NotSupportedException($"How is a setting of type {value.GetType()} written?"),
    };

    /// <param name="Default">As it is written in a setting; empty when there is none.</param>
    /// <param name="Range">"lowest – highest"; null when the code gives none in that form.</param>
    private sealed record Setting(string Key, string Default, string? Range);
}
