using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Prakerja.Api.Http;

/// <summary>How JSON bodies of requests are read: strictly, with the types that the endpoints declare.</summary>
/// <param name="options">Options that know every request type.</param>
internal sealed class RequestJson(JsonSerializerOptions options)
{
    /// <summary>Deepest nesting of a body; the deepest valid one, a wave's quotas, has 4 levels.</summary>
    public const int MaxDepth = 8;

    public JsonTypeInfo<T> TypeInfoOf<T>() => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
