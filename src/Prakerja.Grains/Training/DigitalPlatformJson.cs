using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Training;

/// <summary>How a digital platform's state and events are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnums)])]
[JsonSerializable(typeof(DigitalPlatformState))]
[JsonSerializable(typeof(DigitalPlatformEvent))]
internal sealed partial class DigitalPlatformJson : JsonSerializerContext;
