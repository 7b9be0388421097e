using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// Rule E5. The sex in a NIK and in a participant's declaration. JSON: "female" or "male", never a number. The values
/// are stored and sent: never change one.
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
