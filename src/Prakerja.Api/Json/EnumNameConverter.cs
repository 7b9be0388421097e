using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Api.Json;

/// <summary>
/// Writes enum values as camelCase names, and reads only exactly these names. The framework's own converter also
/// accepts another letter case, blanks around a name, and comma-separated names.
/// </summary>
internal sealed class EnumNameConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    /// <summary>The name of an enum value in JSON.</summary>
    public static string JsonNameOf(object value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);

    private sealed class Converter<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly FrozenDictionary<TEnum, JsonEncodedText> Names =
            Enum.GetValues<TEnum>().ToFrozenDictionary(
                value => value, value => JsonEncodedText.Encode(JsonNameOf(value)));

        private static readonly FrozenDictionary<string, TEnum> Values =
            Enum.GetValues<TEnum>().ToFrozenDictionary(value => JsonNameOf(value), StringComparer.Ordinal);

        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new JsonException("The text is not a name of this enum.");

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Names[value]);
    }
}
