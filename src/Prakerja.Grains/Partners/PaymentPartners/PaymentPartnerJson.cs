using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>How a payment partner's state and events are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(PaymentPartnerState))]
[JsonSerializable(typeof(PaymentPartnerEvent))]
internal sealed partial class PaymentPartnerJson : JsonSerializerContext;
