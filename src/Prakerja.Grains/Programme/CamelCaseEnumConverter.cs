using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Writes an enum as a word in stored JSON, such as "jobSeeker", and never as a number: people read the rows too.
/// </summary>
public sealed class CamelCaseEnumConverter : JsonConverterFactory
{
    private static readonly JsonStringEnumConverter Words = new(
        JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    public override bool CanConvert(Type typeToConvert) => Words.CanConvert(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        Words.CreateConverter(typeToConvert, options);
}
