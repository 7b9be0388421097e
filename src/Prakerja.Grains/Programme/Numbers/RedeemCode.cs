using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// The code of a purchase that a provider redeems: 16 characters without those that look alike (0/O, 1/I), 80 bits of
/// entropy. It is enough to start the course, so it is never for logs, keys or URLs.
/// </summary>
[GenerateSerializer, Immutable, Alias("redeem-code")]
[JsonConverter(typeof(RedeemCodeJsonConverter))]
public readonly record struct RedeemCode
{
    /// <summary>Characters of a code.</summary>
    public const int Length = 16;

    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private RedeemCode(string text) => Text = text;

    [Id(0)]
    private string Text { get; init; }

    /// <summary>A new code. The claim of the code finds out whether it is unique.</summary>
    public static RedeemCode Random() => new(RandomNumberGenerator.GetString(Alphabet, Length));

    /// <summary>Reads exactly 16 characters of the alphabet, in upper or lower case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RedeemCode code)
    {
        code = default;
        if (text is not { Length: Length }) return false;
        var upper = text.ToUpperInvariant();
        if (upper.Any(character => !Alphabet.Contains(character, StringComparison.Ordinal))) return false;
        code = new RedeemCode(upper);
        return true;
    }

    /// <summary>The 16 characters. Never for logs, keys or URLs.</summary>
    public string Reveal() => Text;

    /// <summary>A fixed text that does not contain the code.</summary>
    public override string ToString() => "RedeemCode ****";
}

internal sealed class RedeemCodeJsonConverter : JsonConverter<RedeemCode>
{
    public override RedeemCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        RedeemCode.TryParse(reader.GetString(), out var code)
            ? code
            : throw new JsonException("The text is not a redeem code.");

    public override void Write(Utf8JsonWriter writer, RedeemCode value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Reveal());
}
