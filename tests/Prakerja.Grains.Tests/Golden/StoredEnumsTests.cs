using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Tests.Golden;

public sealed class StoredEnumsTests
{
    private static readonly Assembly Grains = typeof(CamelCaseEnumConverter).Assembly;

    public static TheoryData<string> Stored =>
    [
        .. Grains.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(JsonSerializerContext)))
            .Select(type => type.FullName!)
    ];

    [Theory, MemberData(nameof(Stored))]
    public void Enums_are_written_as_words_in_camel_case(string context)
    {
        var json = (JsonSerializerContext)Grains.GetType(context)!
            .GetProperty("Default", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        foreach (var enumType in Grains.GetTypes().Where(type => type.IsEnum))
        {
            if (json.GetTypeInfo(enumType) is not { } written) continue;
            foreach (var value in Enum.GetValues(enumType))
            {
                var word = JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);
                Assert.Equal($"\"{word}\"", JsonSerializer.Serialize(value, written));
            }
        }
    }

    [Fact]
    public void Stored_enums_are_found() => Assert.NotNull(
        ((JsonSerializerContext)ParticipantJson.Default).GetTypeInfo(typeof(Employment)));
}
