using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Security;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Complaints;
using Prakerja.Grains.Management;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Training;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Http;

/// <summary>
/// JSON as it goes over the wire: camelCase, strict, and generated at build time, so that reading and writing
/// cost no reflection. Every type that an endpoint takes or gives stands here.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    MaxDepth = MaxDepth,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(EnumAsWord), typeof(InstantInWib), typeof(TicketAsHex)])]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(SignUp))]
[JsonSerializable(typeof(SignedUp))]
[JsonSerializable(typeof(CodeTyped))]
[JsonSerializable(typeof(PhoneTyped))]
[JsonSerializable(typeof(LogInTyped))]
[JsonSerializable(typeof(SessionToken))]
[JsonSerializable(typeof(OwnDashboard))]
[JsonSerializable(typeof(OwnProfile))]
[JsonSerializable(typeof(ProfileChange))]
[JsonSerializable(typeof(TestAnswers))]
[JsonSerializable(typeof(TestView))]
[JsonSerializable(typeof(WaveChoice))]
[JsonSerializable(typeof(OwnApplication))]
[JsonSerializable(typeof(Heartbeat))]
[JsonSerializable(typeof(VideosView))]
[JsonSerializable(typeof(CardView))]
[JsonSerializable(typeof(ImmutableArray<PurchaseView>))]
[JsonSerializable(typeof(PreTestAnswers))]
[JsonSerializable(typeof(CourseReview))]
[JsonSerializable(typeof(PurchaseView))]
[JsonSerializable(typeof(WalletLink))]
[JsonSerializable(typeof(IncentivesView))]
[JsonSerializable(typeof(SurveyAnswers))]
[JsonSerializable(typeof(ComplaintFiled))]
[JsonSerializable(typeof(ComplaintText))]
[JsonSerializable(typeof(ComplaintView))]
[JsonSerializable(typeof(ImmutableArray<ComplaintView>))]
[JsonSerializable(typeof(CardTyped))]
[JsonSerializable(typeof(CoursePurchase))]
[JsonSerializable(typeof(RedeemCodeTyped))]
[JsonSerializable(typeof(CourseSold))]
[JsonSerializable(typeof(PurchaseCancelled))]
[JsonSerializable(typeof(Page<CourseOffer>))]
[JsonSerializable(typeof(Completion))]
[JsonSerializable(typeof(CertificateIssue))]
[JsonSerializable(typeof(CourseOffered))]
[JsonSerializable(typeof(TrainingView))]
[JsonSerializable(typeof(FieldRedeemCode))]
[JsonSerializable(typeof(FieldAnswer))]
[JsonSerializable(typeof(CourseOffer))]
[JsonSerializable(typeof(ImmutableArray<CourseOffer>))]
[JsonSerializable(typeof(ProviderFigures))]
[JsonSerializable(typeof(WalletChecked))]
[JsonSerializable(typeof(PayoutReturned))]
[JsonSerializable(typeof(WaveShown))]
[JsonSerializable(typeof(ImmutableArray<WaveShown>))]
[JsonSerializable(typeof(CertificateView))]
[JsonSerializable(typeof(ImmutableArray<Province>))]
[JsonSerializable(typeof(ImmutableArray<AbilityQuestion>))]
[JsonSerializable(typeof(KeyWanted))]
[JsonSerializable(typeof(NewManagementKey))]
[JsonSerializable(typeof(ImmutableArray<ManagementKeyView>))]
[JsonSerializable(typeof(WavePlanned))]
[JsonSerializable(typeof(QuotasChanged))]
[JsonSerializable(typeof(ManagedWave))]
[JsonSerializable(typeof(PartnerNamed))]
[JsonSerializable(typeof(PaymentPartnerNamed))]
[JsonSerializable(typeof(PartnerSecret))]
[JsonSerializable(typeof(PeopleNamed))]
[JsonSerializable(typeof(ExclusionsAdded))]
[JsonSerializable(typeof(ExclusionsRemoved))]
[JsonSerializable(typeof(Because))]
[JsonSerializable(typeof(Decided))]
[JsonSerializable(typeof(Page<ParticipantListed>))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(Page<HistoryEntry>))]
[JsonSerializable(typeof(ComplaintAnswer))]
[JsonSerializable(typeof(Page<ComplaintView>))]
[JsonSerializable(typeof(Figures))]
[JsonSerializable(typeof(DeadlineFigures))]
[JsonSerializable(typeof(ClockMove))]
[JsonSerializable(typeof(ClockShown))]
[JsonSerializable(typeof(Addressee))]
[JsonSerializable(typeof(ImmutableArray<MessageShown>))]
[JsonSerializable(typeof(Readiness))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Deepest nesting of a body; the deepest honest one, a wave's quotas, has 4.</summary>
    public const int MaxDepth = 8;

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
internal sealed class EnumAsWord : JsonConverterFactory
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
internal sealed class InstantInWib : JsonConverter<DateTimeOffset>
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
internal sealed class TicketAsHex : JsonConverter<Ticket>
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
