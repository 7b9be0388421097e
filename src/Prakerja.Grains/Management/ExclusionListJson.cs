using System.Text.Json.Serialization;

namespace Prakerja.Grains.Management;

/// <summary>How an exclusion list's state and events are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExclusionListState))]
[JsonSerializable(typeof(ExclusionListEvent))]
internal sealed partial class ExclusionListJson : JsonSerializerContext;
