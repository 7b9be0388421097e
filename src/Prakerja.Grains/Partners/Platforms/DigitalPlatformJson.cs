using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>The JSON form of a digital platform's stored state and events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(DigitalPlatformState))]
[JsonSerializable(typeof(DigitalPlatformEvent))]
internal sealed partial class DigitalPlatformJson : JsonSerializerContext;
