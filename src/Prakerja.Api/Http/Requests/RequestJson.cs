using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Prakerja.Api.Http;

/// <summary>The strict JSON options for the bodies of requests.</summary>
/// <param name="options">Options that contain every request type.</param>
internal sealed class RequestJson(JsonSerializerOptions options)
{
    /// <summary>
    /// The deepest accepted nesting of a body, levels. The deepest valid body, a wave's quotas, has 4.
    /// </summary>
    public const int MaxDepth = 8;

    public JsonTypeInfo<T> TypeInfoOf<T>() => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
