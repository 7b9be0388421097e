using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>How a training provider's state and events are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(TrainingProviderState))]
[JsonSerializable(typeof(TrainingProviderEvent))]
internal sealed partial class TrainingProviderJson : JsonSerializerContext;
