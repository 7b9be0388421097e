using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Json;

/// <summary>
/// Writes instants in WIB (+07:00), as people in Indonesia read them. Reads instants with any offset or with Z; a
/// time without an offset is refused, because it is not an instant.
/// </summary>
internal sealed class WibInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        // The parsed kind is Utc or Local when the text has an offset, and Unspecified when it has none.
        return text is not null
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed)
            && parsed.Kind != DateTimeKind.Unspecified
            && reader.TryGetDateTimeOffset(out var instant)
                ? instant
                : throw new JsonException("The text is not an instant with an offset.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Wib.From(value));
}
