using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>How the states and events of waves and of their rolls are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(WaveState))]
[JsonSerializable(typeof(WaveEvent))]
[JsonSerializable(typeof(WaveRollState))]
[JsonSerializable(typeof(WaveRollEvent))]
internal sealed partial class WaveJson : JsonSerializerContext;
