using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.SignUps;

/// <summary>How the state and the events of an attempt to sign up are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(SignUpAttemptState))]
[JsonSerializable(typeof(SignUpAttemptEvent))]
internal sealed partial class SignUpAttemptJson : JsonSerializerContext;
