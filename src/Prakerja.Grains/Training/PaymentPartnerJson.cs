using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Training;

/// <summary>How a payment partner's state and events are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnums)])]
[JsonSerializable(typeof(PaymentPartnerState))]
[JsonSerializable(typeof(PaymentPartnerEvent))]
internal sealed partial class PaymentPartnerJson : JsonSerializerContext;
