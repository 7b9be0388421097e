using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// What a purchase gives and a provider redeems: 16 characters without those that are misread (0/O, 1/I), 80 bits of
/// chance. Whoever has it can start the course, so it is not for logs, keys or URLs.
/// </summary>
[GenerateSerializer, Immutable, Alias("redeem-code")]
[JsonConverter(typeof(RedeemCodeJsonConverter))]
public readonly record struct RedeemCode
{
    public const int Length = 16;

    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private RedeemCode(string text) => Text = text;

    [Id(0)]
    private string Text { get; init; }

    public static RedeemCode Random() => new(RandomNumberGenerator.GetString(Alphabet, Length));

    public static bool TryParse([NotNullWhen(true)] string? text, out RedeemCode code)
    {
        code = default;
        if (text is not { Length: Length }) return false;
        var upper = text.ToUpperInvariant();
        if (upper.Any(character => !Alphabet.Contains(character, StringComparison.Ordinal))) return false;
        code = new RedeemCode(upper);
        return true;
    }

    public string Reveal() => Text;

    public override string ToString() => "RedeemCode ****";
}

internal sealed class RedeemCodeJsonConverter : JsonConverter<RedeemCode>
{
    public override RedeemCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RedeemCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("Not a redeem code.");

    public override void Write(Utf8JsonWriter writer, RedeemCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Reveal());
}
