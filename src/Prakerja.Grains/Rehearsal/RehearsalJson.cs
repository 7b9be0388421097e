using System.Text.Json.Serialization;

namespace Prakerja.Grains.Rehearsal;

/// <summary>How the rehearsal's state and events are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RehearsalState))]
[JsonSerializable(typeof(RehearsalEvent))]
internal sealed partial class RehearsalJson : JsonSerializerContext;
