using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>How a digital platform's state and events are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(DigitalPlatformState))]
[JsonSerializable(typeof(DigitalPlatformEvent))]
internal sealed partial class DigitalPlatformJson : JsonSerializerContext;
