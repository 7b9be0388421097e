using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Api.Http;

/// <summary>JSON of the responses that the middleware itself writes.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class HttpJson : JsonSerializerContext;
