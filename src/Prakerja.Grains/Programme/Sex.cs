using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Rule E5. The sex a NIK states and a participant declares; in JSON "female" or "male", never a number. The
/// values are stored and sent, so they stay as they are.
/// </summary>
[GenerateSerializer, Alias("sex")]
[JsonConverter(typeof(SexJsonConverter))]
public enum Sex
{
    [JsonStringEnumMemberName("female")]
    Female = 0,

    [JsonStringEnumMemberName("male")]
    Male = 1,
}

internal sealed class SexJsonConverter()
    : JsonStringEnumConverter<Sex>(namingPolicy: null, allowIntegerValues: false);
