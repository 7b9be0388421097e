using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prakerja.Grains.Programme;

/// <summary>
/// An amount of money in whole rupiah (no smaller unit is in use). JSON: an integer. Arithmetic is checked: an overflow
/// is a bug and throws <see cref="OverflowException"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("rupiah")]
[JsonConverter(typeof(RupiahJsonConverter))]
public readonly record struct Rupiah([property: Id(0)] long Amount) : IComparable<Rupiah>
{
    private static readonly CultureInfo Indonesian = IndonesianCulture();

    public static Rupiah Zero { get; }

    public static Rupiah operator +(Rupiah left, Rupiah right) => new(checked(left.Amount + right.Amount));

    public static Rupiah operator -(Rupiah left, Rupiah right) => new(checked(left.Amount - right.Amount));

    public static Rupiah operator -(Rupiah value) => new(checked(-value.Amount));

    public static Rupiah operator *(Rupiah value, int times) => new(checked(value.Amount * times));

    public static bool operator <(Rupiah left, Rupiah right) => left.Amount < right.Amount;

    public static bool operator >(Rupiah left, Rupiah right) => left.Amount > right.Amount;

    public static bool operator <=(Rupiah left, Rupiah right) => left.Amount <= right.Amount;

    public static bool operator >=(Rupiah left, Rupiah right) => left.Amount >= right.Amount;

    public static Rupiah Add(Rupiah left, Rupiah right) => left + right;

    public static Rupiah Subtract(Rupiah left, Rupiah right) => left - right;

    public static Rupiah Negate(Rupiah value) => -value;

    public static Rupiah Multiply(Rupiah value, int times) => value * times;

    public int CompareTo(Rupiah other) => Amount.CompareTo(other.Amount);

    /// <summary>The Indonesian form, such as "Rp 1.000.000".</summary>
    public override string ToString() => "Rp " + Amount.ToString("#,0", Indonesian);

    // The process runs with invariant globalization, so the group separator is set here.
    private static CultureInfo IndonesianCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberGroupSeparator = ".";
        return CultureInfo.ReadOnly(culture);
    }
}

internal sealed class RupiahJsonConverter : JsonConverter<Rupiah>
{
    public override Rupiah Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var amount)
            ? new Rupiah(amount)
            : throw new JsonException("An amount must be a whole number of rupiah.");

    public override void Write(Utf8JsonWriter writer, Rupiah value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Amount);
}
