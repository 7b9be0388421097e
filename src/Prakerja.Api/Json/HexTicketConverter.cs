using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Json;

/// <summary>
/// Writes a ticket of the draw as 32 hex digits, because many JSON clients cannot read 64-bit numbers exactly.
/// </summary>
internal sealed class HexTicketConverter : JsonConverter<Ticket>
{
    private const int LengthBytes = 16;

    public override Ticket Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[LengthBytes];
        var text = reader.GetString();
        if (text is not { Length: LengthBytes * 2 }
            || Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            throw new JsonException("The text is not a ticket of 32 hex digits.");
        return new Ticket(
            BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }

    public override void Write(Utf8JsonWriter writer, Ticket value, JsonSerializerOptions options)
    {
        Span<byte> bytes = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value.High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], value.Low);
        writer.WriteStringValue(Convert.ToHexStringLower(bytes));
    }
}
