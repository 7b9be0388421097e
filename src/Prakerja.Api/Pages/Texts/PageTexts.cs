using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Http;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>
/// The texts of the pages in one language. The languages are two resources of this assembly, and not cultures of .NET,
/// because the programs run with invariant globalization.
/// </summary>
internal sealed class PageTexts
{
    public const string LanguageCookie = "bahasa";

    private static readonly PageTexts Indonesian = new("id", "Texts.Indonesian", ".", ",");
    private static readonly PageTexts English = new("en", "Texts.English", ",", ".");

    private readonly FrozenDictionary<string, string> texts;
    private readonly NumberFormatInfo numbers;
    private readonly string[] days;
    private readonly string[] months;

    private PageTexts(string language, string resource, string groupSeparator, string decimalSeparator)
    {
        Language = language;
        texts = Read(resource);
        numbers = new NumberFormatInfo
        {
            NumberGroupSeparator = groupSeparator,
            NumberDecimalSeparator = decimalSeparator,
        };
        days = texts["date.days"].Split(' ');
        months = texts["date.months"].Split(' ');
    }

    /// <summary>The language of the page, "id" or "en".</summary>
    public string Language { get; }

    public string OtherLanguage => Language == "id" ? "en" : "id";

    private bool IsIndonesian => Language == "id";

    /// <exception cref="KeyNotFoundException">There is no such text: a bug, which a test detects.</exception>
    public string this[string key] =>
        texts.GetValueOrDefault(key) ?? throw new KeyNotFoundException($"There is no text {key} in {Language}.");

    /// <summary>Indonesian, unless the person has chosen English.</summary>
    public static PageTexts For(HttpContext context) =>
        context.Request.Cookies[LanguageCookie] == English.Language ? English : Indonesian;

    public static PageTexts Of(string language) => language == English.Language ? English : Indonesian;

    public bool Has(string key) => texts.ContainsKey(key);

    /// <summary>A text with values in the places {0}, {1} and so on.</summary>
    public string Format(string key, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, this[key], values);

    public string Of(Refusal refusal) =>
        IsIndonesian ? RefusalCatalogue.RowOf(refusal).Title : this["refusal." + refusal.Code];

    public string Of(ApplicationStatus status) =>
        IsIndonesian ? IndonesianTexts.Of(status) : this["status." + status];

    public string Of(NotSelectedReason reason) =>
        IsIndonesian ? IndonesianTexts.Of(reason) : this["reason." + reason];

    public string AdviceFor(NotSelectedReason reason) =>
        IsIndonesian ? IndonesianTexts.AdviceFor(reason) : this["advice." + reason];

    /// <summary>The text of a value of an enum: "Employment.LaidOff".</summary>
    public string OfValue(Enum value) => this[$"{value.GetType().Name}.{value}"];

    /// <summary>All values of an enum with their texts, for a list of choices.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ChoicesOf<TEnum>()
        where TEnum : struct, Enum =>
        [.. Enum.GetValues<TEnum>().Select(value => KeyValuePair.Create(value.ToString(), OfValue(value)))];

    /// <summary>"1.000.000".</summary>
    public string Number(long number) => number.ToString("#,0", numbers);

    /// <summary>"Rp1.000.000".</summary>
    public string Money(Rupiah amount) => "Rp" + Number(amount.Amount);

    /// <summary>"Jumat, 15 Oktober 2021".</summary>
    public string Date(DateOnly date) => string.Create(
        CultureInfo.InvariantCulture,
        $"{days[(int)date.DayOfWeek]}, {date.Day} {months[date.Month - 1]} {date.Year}");

    /// <summary>"Jumat, 15 Oktober 2021 pukul 23.59 WIB".</summary>
    public string Moment(DateTimeOffset instant)
    {
        var wib = Wib.From(instant);
        return Format("date.moment", Date(DateOnly.FromDateTime(wib.DateTime)), wib.Hour, wib.Minute);
    }

    /// <summary>
    /// The last minute before an end. An end is the first moment that no longer counts, 00.00; people say 23.59.
    /// </summary>
    public string LastMinuteBefore(DateTimeOffset end) => Moment(end.AddTicks(-1));

    /// <summary>"3 hari 4 jam", "4 jam 12 menit", "12 menit" or "kurang dari 1 menit".</summary>
    public string Remaining(TimeSpan time)
    {
        if (time < TimeSpan.FromMinutes(1)) return this["time.under_a_minute"];
        if (time < TimeSpan.FromHours(1)) return Format("time.minutes", time.Minutes);
        return time < TimeSpan.FromDays(1)
            ? Format("time.hours", time.Hours, time.Minutes)
            : Format("time.days", time.Days, time.Hours);
    }

    /// <summary>How many days are left, today included: 1 on the last day.</summary>
    public string DaysUntil(DateTimeOffset end, DateTimeOffset now)
    {
        var days = Wib.DateOf(end.AddTicks(-1)).DayNumber - Wib.DateOf(now).DayNumber;
        return days <= 0 ? this["time.today"] : Format("time.days_left", days);
    }

    private static FrozenDictionary<string, string> Read(string resource)
    {
        using var stream = typeof(PageTexts).Assembly.GetManifestResourceStream(resource + ".resources")
            ?? throw new InvalidOperationException($"The texts {resource} are not in the program.");
        using var reader = new ResourceReader(stream);
        return reader.Cast<System.Collections.DictionaryEntry>()
            .ToFrozenDictionary(text => (string)text.Key, text => (string)text.Value!, StringComparer.Ordinal);
    }
}
