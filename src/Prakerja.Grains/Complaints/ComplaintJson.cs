using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Complaints;

/// <summary>JSON metadata of the stored state of a complaint.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(ComplaintState))]
internal sealed partial class ComplaintJson : JsonSerializerContext;

/// <summary>
/// JSON metadata of the stored events of a complaint. It is a context of its own, because the generator cannot hold
/// the standing "answered" and the event "answered" in one.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(ComplaintEvent))]
internal sealed partial class ComplaintEventJson : JsonSerializerContext;
