using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// The 16 digits of a card; the last is a Luhn check digit, so a mistyped number is refused before anybody is asked.
/// </summary>
[GenerateSerializer, Immutable, Alias("card-number")]
[JsonConverter(typeof(CardNumberJsonConverter))]
public readonly record struct CardNumber
{
    private const long First = 1_000_000_000_000_000;

    private CardNumber(long digits) => Digits = digits;

    [Id(0)]
    private long Digits { get; init; }

    /// <summary>A number nobody can guess; that it is new is for its claim to decide.</summary>
    public static CardNumber Random()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        // 15 free digits, the first not 0; the modulo's bias over 64 bits is below 1 in 10,000.
        var body = (First / 10) + (long)(BitConverter.ToUInt64(bytes) % (9 * (ulong)First / 10));
        return new CardNumber((body * 10) + CheckDigit(body));
    }

    public static bool TryParse([NotNullWhen(true)] string? text, out CardNumber number)
    {
        number = default;
        if (text is not { Length: 16 } || !text.All(char.IsAsciiDigit)) return false;
        var digits = long.Parse(text, CultureInfo.InvariantCulture);
        if (digits < First || CheckDigit(digits / 10) != digits % 10) return false;
        number = new CardNumber(digits);
        return true;
    }

    /// <summary>The digits themselves. Not for logs, keys or URLs.</summary>
    public string Reveal() => Digits.ToString("D16", CultureInfo.InvariantCulture);

    public override string ToString() => "CardNumber ****";

    private static long CheckDigit(long body)
    {
        var sum = 0L;
        for (var doubled = true; body > 0; body /= 10, doubled = !doubled)
        {
            var digit = body % 10 * (doubled ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }

        return (10 - (sum % 10)) % 10;
    }
}

internal sealed class CardNumberJsonConverter : JsonConverter<CardNumber>
{
    public override CardNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CardNumber.TryParse(reader.GetString(), out var number)
            ? number
            : throw new JsonException("Not a card number.");

    public override void Write(Utf8JsonWriter writer, CardNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Reveal());
}
