using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>
/// The used nonces as they are stored while their grain is not active: hashes of 16 bytes, one after the other.
/// </summary>
/// <param name="SpanStart">Start of the span of the young nonces, by the programme's clock.</param>
/// <param name="Young">Nonces used in that span.</param>
/// <param name="Old">Nonces used in the span before.</param>
public sealed record NonceMemory(DateTimeOffset SpanStart, byte[] Young, byte[] Old);

/// <summary>The JSON form of the stored nonces.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(NonceMemory))]
internal sealed partial class NonceJson : JsonSerializerContext;
