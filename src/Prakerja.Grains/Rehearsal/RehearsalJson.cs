using System.Text.Json.Serialization;

namespace Prakerja.Grains.Rehearsal;

/// <summary>The JSON form of the rehearsal's stored state and events.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RehearsalState))]
[JsonSerializable(typeof(RehearsalEvent))]
internal sealed partial class RehearsalJson : JsonSerializerContext;
