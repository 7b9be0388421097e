using System.Text.Json.Serialization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Partners;

/// <summary>The JSON form of a payment partner's stored state and events.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(PaymentPartnerState))]
[JsonSerializable(typeof(PaymentPartnerEvent))]
internal sealed partial class PaymentPartnerJson : JsonSerializerContext;
