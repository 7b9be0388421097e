using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>A value that is stored as a number and written as digits, always in the same form.</summary>
internal interface IDigitString<TSelf>
    where TSelf : struct, IDigitString<TSelf>
{
    /// <summary>Parses the only text form of the value.</summary>
    static abstract bool TryParse(ReadOnlySpan<char> text, out TSelf value);

    /// <summary>The only text form of the value.</summary>
    string ToDigits();
}

/// <summary>Reads numbers of a fixed count of digits.</summary>
internal static class Digits
{
    /// <summary>
    /// Reads exactly <paramref name="count"/> digits 0 to 9 (at most 18, so that they fit a <see cref="long"/>). Signs,
    /// spaces and the digits of other scripts are refused, so a number has only one spelling.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<char> text, int count, out long number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 18);
        number = 0;
        if (text.Length != count) return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
            {
                number = 0;
                return false;
            }

            number = (number * 10) + (character - '0');
        }

        return true;
    }
}

/// <summary>
/// Reads and writes the value as a JSON string. No message repeats the text, because it may be a person's number and
/// messages reach logs. For the same reason the value cannot be a property name: System.Text.Json reports property
/// names in the path of an error.
/// </summary>
internal class DigitsJsonConverter<T> : JsonConverter<T>
    where T : struct, IDigitString<T>
{
    // The longest readable text has 16 digits, each of at most six bytes as a \u escape.
    private const int TextLengthMax = 96;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String ? ReadText(ref reader) : throw Malformed();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TextOf(value));

    protected static T ReadText(ref Utf8JsonReader reader)
    {
        var byteCount = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (byteCount > TextLengthMax) throw Malformed();
        Span<char> buffer = stackalloc char[TextLengthMax];
        var text = buffer[..reader.CopyString(buffer)];
        return T.TryParse(text, out var value) ? value : throw Malformed();
    }

    // A value that was never set would be written as zeros, which cannot be read back. An exception is better than a
    // stored row that is unreadable.
    protected static string TextOf(T value)
    {
        var text = value.ToDigits();
        return T.TryParse(text, out _)
            ? text
            : throw new JsonException($"A {typeof(T).Name} that was never set cannot be written.");
    }

    private static JsonException Malformed() => new($"The text is not a {typeof(T).Name}.");
}

/// <summary>
/// Reads and writes the value as a JSON string and as a property name. Only for values that do not identify a person.
/// </summary>
internal sealed class DigitsPropertyNameJsonConverter<T> : DigitsJsonConverter<T>
    where T : struct, IDigitString<T>
{
    public override T ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadText(ref reader);

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(TextOf(value));
}
