using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>A value that is kept as a number and written as digits, always in the same form.</summary>
internal interface IDigitString<TSelf>
    where TSelf : struct, IDigitString<TSelf>
{
    static abstract bool TryRead(ReadOnlySpan<char> text, out TSelf value);

    string Write();
}

internal static class Digits
{
    /// <summary>
    /// Reads exactly <paramref name="count"/> of the digits 0 to 9 (at most 18, which a <see cref="long"/>
    /// holds). The digits of other scripts, signs and spaces are no digits here: a number has one spelling
    /// only.
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
/// JSON as a string. No message repeats the text: it may be somebody's number, and messages end up in logs.
/// For the same reason such a value cannot be the key of an object: a key is part of the path that
/// System.Text.Json reports.
/// </summary>
internal class DigitsJsonConverter<T> : JsonConverter<T>
    where T : struct, IDigitString<T>
{
    // The longest text that can be read is 16 digits, each at most six bytes as a \u escape.
    private const int TextLengthMax = 96;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String ? ReadText(ref reader) : throw NotOne();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(TextOf(value));

    protected static T ReadText(ref Utf8JsonReader reader)
    {
        var byteCount = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (byteCount > TextLengthMax) throw NotOne();
        Span<char> buffer = stackalloc char[TextLengthMax];
        var text = buffer[..reader.CopyString(buffer)];
        return T.TryRead(text, out var value) ? value : throw NotOne();
    }

    // A value that was never set would be written as zeros, which nobody can read back: better no row than
    // such a row.
    protected static string TextOf(T value)
    {
        var text = value.Write();
        return T.TryRead(text, out _)
            ? text
            : throw new JsonException($"A {typeof(T).Name} that was never set cannot be written.");
    }

    private static JsonException NotOne() => new($"The text is not a {typeof(T).Name}.");
}

/// <summary>
/// As <see cref="DigitsJsonConverter{T}"/>, and as the key of an object: for codes that name nobody.
/// </summary>
internal sealed class CodeJsonConverter<T> : DigitsJsonConverter<T>
    where T : struct, IDigitString<T>
{
    public override T ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadText(ref reader);

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(TextOf(value));
}
