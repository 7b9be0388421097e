using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Api.Auth;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Management;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Partners;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Health;

namespace Prakerja.Api.Json;

/// <summary>
/// JSON as it goes over the wire: camelCase, strict, and generated at build time, so that reading and writing
/// cost no reflection. Every type that an endpoint takes or gives stands here.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    MaxDepth = RequestJson.MaxDepth,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(EnumNameConverter), typeof(WibInstantConverter), typeof(HexTicketConverter)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(SignUpRequest))]
[JsonSerializable(typeof(SignUpResponse))]
[JsonSerializable(typeof(VerifyPhoneRequest))]
[JsonSerializable(typeof(SendLogInCodeRequest))]
[JsonSerializable(typeof(LogInRequest))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(DashboardResponse))]
[JsonSerializable(typeof(ProfileResponse))]
[JsonSerializable(typeof(ChangeProfileRequest))]
[JsonSerializable(typeof(AnswerTestRequest))]
[JsonSerializable(typeof(TestView))]
[JsonSerializable(typeof(JoinWaveRequest))]
[JsonSerializable(typeof(ApplicationResponse))]
[JsonSerializable(typeof(VideoHeartbeatRequest))]
[JsonSerializable(typeof(VideosView))]
[JsonSerializable(typeof(CardView))]
[JsonSerializable(typeof(ImmutableArray<PurchaseView>))]
[JsonSerializable(typeof(TakePreTestRequest))]
[JsonSerializable(typeof(ReviewCourseRequest))]
[JsonSerializable(typeof(PurchaseView))]
[JsonSerializable(typeof(LinkWalletRequest))]
[JsonSerializable(typeof(IncentivesView))]
[JsonSerializable(typeof(AnswerSurveyRequest))]
[JsonSerializable(typeof(FileComplaintRequest))]
[JsonSerializable(typeof(ReopenComplaintRequest))]
[JsonSerializable(typeof(ComplaintView))]
[JsonSerializable(typeof(ImmutableArray<ComplaintView>))]
[JsonSerializable(typeof(SendPurchaseCodeRequest))]
[JsonSerializable(typeof(BuyCourseRequest))]
[JsonSerializable(typeof(RedeemCodeRequest))]
[JsonSerializable(typeof(BuyCourseResponse))]
[JsonSerializable(typeof(CancelPurchaseResponse))]
[JsonSerializable(typeof(Page<CourseOffer>))]
[JsonSerializable(typeof(CompleteTrainingRequest))]
[JsonSerializable(typeof(IssueCertificateRequest))]
[JsonSerializable(typeof(PutCourseRequest))]
[JsonSerializable(typeof(TrainingView))]
[JsonSerializable(typeof(FieldRedeemCodeRequest))]
[JsonSerializable(typeof(FieldRedeemCodeResponse))]
[JsonSerializable(typeof(CourseOffer))]
[JsonSerializable(typeof(ImmutableArray<CourseOffer>))]
[JsonSerializable(typeof(ProviderFigures))]
[JsonSerializable(typeof(CheckWalletRequest))]
[JsonSerializable(typeof(ReturnIncentiveRequest))]
[JsonSerializable(typeof(WaveResponse))]
[JsonSerializable(typeof(ImmutableArray<WaveResponse>))]
[JsonSerializable(typeof(CertificateView))]
[JsonSerializable(typeof(ImmutableArray<Province>))]
[JsonSerializable(typeof(ImmutableArray<AbilityQuestion>))]
[JsonSerializable(typeof(CreateKeyRequest))]
[JsonSerializable(typeof(NewManagementKey))]
[JsonSerializable(typeof(ImmutableArray<ManagementKeyView>))]
[JsonSerializable(typeof(PlanWaveRequest))]
[JsonSerializable(typeof(ChangeQuotasRequest))]
[JsonSerializable(typeof(ManagedWaveResponse))]
[JsonSerializable(typeof(RegisterPartnerRequest))]
[JsonSerializable(typeof(RegisterPaymentPartnerRequest))]
[JsonSerializable(typeof(PartnerSecret))]
[JsonSerializable(typeof(ExclusionListRequest))]
[JsonSerializable(typeof(ExclusionsAddedResponse))]
[JsonSerializable(typeof(ExclusionsRemovedResponse))]
[JsonSerializable(typeof(ReasonRequest))]
[JsonSerializable(typeof(CancellationDecisionRequest))]
[JsonSerializable(typeof(Page<ParticipantKeyView>))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(Page<HistoryEntryView>))]
[JsonSerializable(typeof(AnswerComplaintRequest))]
[JsonSerializable(typeof(Page<ComplaintView>))]
[JsonSerializable(typeof(FiguresResponse))]
[JsonSerializable(typeof(DeadlineFigures))]
[JsonSerializable(typeof(MoveClockRequest))]
[JsonSerializable(typeof(ClockResponse))]
[JsonSerializable(typeof(GetMessagesRequest))]
[JsonSerializable(typeof(ImmutableArray<MessageResponse>))]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Makes the framework's results write JSON as it is written here.</summary>
    public static void ApplyTo(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Clear();
        options.TypeInfoResolverChain.Add(Default);
        options.PropertyNamingPolicy = Default.Options.PropertyNamingPolicy;
        options.NumberHandling = Default.Options.NumberHandling;
        foreach (var converter in Default.Options.Converters) options.Converters.Add(converter);
    }
}

/// <summary>
/// Enums are words in camelCase, spelled exactly so: the framework's own converter also takes other letter
/// cases, blanks around a word and words it can add up.
/// </summary>
internal sealed class EnumNameConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Words<>).MakeGenericType(typeToConvert))!;

    public static string WordOf(object value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()!);

    private sealed class Words<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        private static readonly FrozenDictionary<TEnum, JsonEncodedText> Written =
            Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => JsonEncodedText.Encode(WordOf(value)));

        private static readonly FrozenDictionary<string, TEnum> Values =
            Enum.GetValues<TEnum>().ToFrozenDictionary(value => WordOf(value), StringComparer.Ordinal);

        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Values.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new JsonException("No such word.");

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Written[value]);
    }
}

/// <summary>
/// Instants are written with the WIB offset, as people read them. Read are those with any offset or Z, never
/// without: a time of day alone is not an instant.
/// </summary>
internal sealed class WibInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        // With an offset the kind is Utc or Local, without one it stays open.
        return text is not null
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed)
            && parsed.Kind != DateTimeKind.Unspecified
            && reader.TryGetDateTimeOffset(out var instant)
                ? instant
                : throw new JsonException("Not an instant with an offset.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Wib.From(value));
}

/// <summary>
/// A ticket is written as 32 hex digits: 64-bit numbers do not survive every client's JSON.
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
            throw new JsonException("Not a ticket.");
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
