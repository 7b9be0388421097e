using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Management;

/// <summary>How management's keys and their events are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(ManagementKeysState))]
[JsonSerializable(typeof(ManagementKeysEvent))]
internal sealed partial class ManagementKeysJson : JsonSerializerContext;
