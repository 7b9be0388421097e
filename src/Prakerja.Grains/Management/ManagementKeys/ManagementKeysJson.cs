using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>The JSON form of the stored state and events of the management keys.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(ManagementKeysState))]
[JsonSerializable(typeof(ManagementKeysEvent))]
internal sealed partial class ManagementKeysJson : JsonSerializerContext;
