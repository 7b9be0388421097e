using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// One value of a published document and its path. It reads values as strictly as docs/draw.md describes them, so that
/// this verifier and the one in Python accept the same documents.
/// </summary>
internal readonly partial record struct DrawField(JsonElement Value, string Path)
{
    private const int DepthMax = 8;
    private const int ShownCharactersMax = 160;

    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = DepthMax,
    };

    public bool IsNull => Value.ValueKind == JsonValueKind.Null;

    public bool IsMissing => Value.ValueKind == JsonValueKind.Undefined;

    /// <summary>Reads a document, which must be one object.</summary>
    public static DrawField Parse(ReadOnlySpan<byte> document, string name)
    {
        if (!Utf8.IsValid(document))
            throw new DrawFileDifferenceException(name, "a JSON document", "bytes that are not UTF-8");
        try
        {
            var root = new DrawField(JsonElement.Parse(document, Strict), name);
            return root.Value.ValueKind == JsonValueKind.Object ? root : throw root.Differ("a JSON object");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw new DrawFileDifferenceException(name, "a JSON document", $"something else ({Show(failure.Message)})");
        }
    }

    /// <summary>A field of this object; missing when the object has none of that name.</summary>
    public DrawField Of(string name)
    {
        if (Value.ValueKind != JsonValueKind.Object) throw Differ("an object");
        return new DrawField(Value.TryGetProperty(name, out var value) ? value : default, $"{Path}.{name}");
    }

    /// <summary>The items of a list.</summary>
    /// <param name="optional">A list that is missing or null has no items.</param>
    public List<DrawField> ToItems(bool optional = false)
    {
        if (optional && (IsMissing || IsNull)) return [];
        if (Value.ValueKind != JsonValueKind.Array) throw Differ("a list");
        var items = new List<DrawField>(Value.GetArrayLength());
        foreach (var item in Value.EnumerateArray()) items.Add(new DrawField(item, $"{Path}[{items.Count}]"));
        return items;
    }

    public string ToText() => StringOrNull() is { Length: > 0 } text ? text : throw Differ("a text");

    public int ToNumber(int lowest = 0, int highest = int.MaxValue) => (int)ToNumber((long)lowest, highest);

    public long ToNumber(long lowest, long highest) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt64(out var number)
        && number >= lowest && number <= highest
            ? number
            : throw Differ(string.Create(CultureInfo.InvariantCulture, $"a whole number from {lowest} to {highest}"));

    public bool ToBoolean() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Differ("true or false"),
    };

    /// <summary>A field of lower-case hex that stands for so many bytes.</summary>
    public string ToHex(int bytes = DrawSeed.Length) =>
        StringOrNull() is { } text && text.Length == 2 * bytes && text.All(char.IsAsciiHexDigitLower)
            ? text
            : throw Differ(string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes in lower-case hexadecimal"));

    public string? ToHexOrNull(int bytes = DrawSeed.Length) => IsNull ? null : ToHex(bytes);

    /// <summary>The signature of a beacon: 48 or 96 bytes.</summary>
    public string ToSignature() =>
        StringOrNull() is { Length: 96 or 192 } text && text.All(char.IsAsciiHexDigitLower)
            ? text
            : throw Differ("48 or 96 bytes in lower-case hexadecimal");

    public DateTimeOffset ToTime() =>
        StringOrNull() is { } text && UtcTime().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Differ("a time in ISO 8601, UTC");

    public ProvinceCode ToProvince() =>
        StringOrNull() is { } text && ProvinceCode.TryParse(text, out var province)
            ? province
            : throw Differ("a province code of two digits");

    /// <summary>One of two words.</summary>
    public T Read<T>((string Word, T Value) first, (string Word, T Value) second) => StringOrNull() switch
    {
        { } text when text == first.Word => first.Value,
        { } text when text == second.Word => second.Value,
        _ => throw Differ($"{Show(first.Word)} or {Show(second.Word)}"),
    };

    /// <summary>Refuses another text than the given one.</summary>
    public void MustBe(string expected)
    {
        if (StringOrNull() != expected) throw Differ(Show(expected));
    }

    /// <summary>Refuses another number than the given one.</summary>
    public void MustBe(int expected)
    {
        if (Value.ValueKind != JsonValueKind.Number || !Value.TryGetInt64(out var number) || number != expected)
            throw Differ(expected.ToString(CultureInfo.InvariantCulture));
    }

    public void MustBeMissingOrNull()
    {
        if (!IsMissing && !IsNull) throw Differ("null");
    }

    public DrawFileDifferenceException Differ(string expected) => new(Path, expected, Show(Value));

    /// <summary>A text in quotation marks, in one short line of ASCII.</summary>
    public static string Show(string text)
    {
        var shown = new StringBuilder("\"");
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, ShownCharactersMax)))
        {
            if (character is '"' or '\\') shown.Append('\\').Append(character);
            else if (character == '\n') shown.Append("\\n");
            else if (character is >= ' ' and <= '~') shown.Append(character);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return shown.Append(text.Length > ShownCharactersMax ? "...\"" : "\"").ToString();
    }

    private static string Show(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined => "nothing",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"a list of {value.GetArrayLength()}"),
        JsonValueKind.String => StringOf(value) is { } text ? Show(text) : "a text that is not Unicode",
        _ => value.GetRawText() is var raw && raw.Length > 80 ? raw[..80] + "..." : raw,
    };

    private string? StringOrNull() => Value.ValueKind == JsonValueKind.String ? StringOf(Value) : null;

    private static string? StringOf(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair
        }
    }

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?(Z|\+00:00)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex UtcTime();
}
