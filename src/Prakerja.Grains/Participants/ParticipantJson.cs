using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>How a participant's state, events and remembered answers are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(ParticipantState))]
[JsonSerializable(typeof(ParticipantEvent))]
[JsonSerializable(typeof(ApplicationView))]
[JsonSerializable(typeof(PurchaseView))]
[JsonSerializable(typeof(TrainingView))]
[JsonSerializable(typeof(IncentivesView))]
[JsonSerializable(typeof(Done))]
internal sealed partial class ParticipantJson : JsonSerializerContext;
