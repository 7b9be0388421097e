using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// The number of a card: 16 digits. The last one is a Luhn check digit, so most typing errors are found without a
/// look-up.
/// </summary>
[GenerateSerializer, Immutable, Alias("card-number")]
[JsonConverter(typeof(CardNumberJsonConverter))]
public readonly record struct CardNumber
{
    private const long First = 1_000_000_000_000_000;

    private CardNumber(long digits) => Digits = digits;

    [Id(0)]
    private long Digits { get; init; }

    /// <summary>An unpredictable number. The claim of the card number finds out whether it is new.</summary>
    public static CardNumber Random()
    {
        Span<byte> bytes = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes);
        // 15 free digits, the first not 0. The bias of the modulo over 64 bits is below 1 in 10,000.
        var body = (First / 10) + (long)(BitConverter.ToUInt64(bytes) % (9 * (ulong)First / 10));
        return new CardNumber((body * 10) + CheckDigit(body));
    }

    /// <summary>
    /// Reads exactly 16 digits 0 to 9 of which the first is not 0 and the last is the right check digit.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CardNumber number)
    {
        number = default;
        if (text is not { Length: 16 } || !text.All(char.IsAsciiDigit)) return false;
        var digits = long.Parse(text, CultureInfo.InvariantCulture);
        if (digits < First || CheckDigit(digits / 10) != digits % 10) return false;
        number = new CardNumber(digits);
        return true;
    }

    /// <summary>The 16 digits. Never for logs, keys or URLs.</summary>
    public string Reveal() => Digits.ToString("D16", CultureInfo.InvariantCulture);

    /// <summary>A fixed text that does not contain the number.</summary>
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
            : throw new JsonException("The text is not a card number.");

    public override void Write(Utf8JsonWriter writer, CardNumber value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Reveal());
}
