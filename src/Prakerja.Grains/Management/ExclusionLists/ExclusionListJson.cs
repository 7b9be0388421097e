using System.Text.Json.Serialization;

namespace Prakerja.Grains.Management;

/// <summary>The JSON form of an exclusion list's stored state and events.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExclusionListState))]
[JsonSerializable(typeof(ExclusionListEvent))]
internal sealed partial class ExclusionListJson : JsonSerializerContext;
