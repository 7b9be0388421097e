using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Waves;

/// <summary>
/// Stores the set-aside entries as base64, 17 bytes for each entry: the hash and the reason. This takes a third of the
/// space of JSON objects, which matters because a partition may set aside hundreds of thousands, and each commit of
/// awards writes all of them. The older form, an array of JSON objects, can still be read.
/// </summary>
internal sealed class SetAsideEntriesConverter : JsonConverter<ImmutableArray<SetAsideEntry>>
{
    private const int EntryBytes = KeyedHash.LengthBytes + 1;

    public override ImmutableArray<SetAsideEntry> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
            return JsonSerializer.Deserialize(ref reader, WaveJson.Default.ImmutableArraySetAsideEntry);
        var packed = reader.GetBytesFromBase64();
        if (packed.Length % EntryBytes != 0) throw new JsonException("The set-aside entries are truncated.");
        var entries = new SetAsideEntry[packed.Length / EntryBytes];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = packed.AsSpan(i * EntryBytes, EntryBytes);
            entries[i] = new SetAsideEntry(KeyedHash.FromBytes(entry), (NotSelectedReason)entry[^1]);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(entries);
    }

    public override void Write(
        Utf8JsonWriter writer, ImmutableArray<SetAsideEntry> value, JsonSerializerOptions options)
    {
        var packed = new byte[value.Length * EntryBytes];
        for (var i = 0; i < value.Length; i++)
        {
            var entry = packed.AsSpan(i * EntryBytes, EntryBytes);
            value[i].Participant.CopyTo(entry);
            entry[^1] = (byte)value[i].Reason;
        }

        writer.WriteBase64StringValue(packed);
    }
}
