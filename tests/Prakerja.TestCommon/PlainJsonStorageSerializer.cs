using System.Text.Json;
using Orleans.Storage;

namespace Prakerja.TestCommon;

/// <summary>
/// Lets the stock storage write states as the commit log does: plain UTF-8 JSON without type names, so that a renamed
/// class still reads its rows.
/// </summary>
public sealed class PlainJsonStorageSerializer(JsonSerializerOptions options) : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, options));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize<T>(input.ToMemory().Span, options);
}
