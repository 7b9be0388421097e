using System.ComponentModel.DataAnnotations;

namespace Prakerja.Grains.Programme;

/// <summary>
/// The settings of the programme: amounts, windows and dates, each with its rule (docs/programme-rules.md). Bound to
/// <c>Prakerja:Programme</c> and validated at start; the error of an invalid value names its setting.
/// </summary>
public sealed class ProgrammeOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Prakerja:Programme";

    /// <summary>E1: minimum age on the day of application, years.</summary>
    [Range(15, 100)]
    public int MinimumAgeYears { get; init; } = 18;

    /// <summary>E1: maximum age on the day of application, years; the whole year of this age counts.</summary>
    [Range(15, 150)]
    public int MaximumAgeYears { get; init; } = 64;

    /// <summary>E4: maximum recipients of a household over all waves.</summary>
    [Range(1, 9)]
    public int RecipientsPerHousehold { get; init; } = 2;

    /// <summary>A1: time of the ability test, minutes; then it submits itself.</summary>
    [Range(1, 240)]
    public int AbilityTestMinutes { get; init; } = 25;

    /// <summary>A1: correct answers needed to pass the ability part of the test.</summary>
    [Range(0, 18)]
    public int AbilityTestPassMark { get; init; } = 6;

    /// <summary>A1: time in which a one-time code can be used, minutes.</summary>
    [Range(1, 60)]
    public int OneTimeCodeMinutes { get; init; } = 5;

    /// <summary>A1: wrong tries after which a one-time code is no longer accepted.</summary>
    [Range(1, 10)]
    public int OneTimeCodeTries { get; init; } = 5;

    /// <summary>A1: one-time codes that one participant may request within an hour.</summary>
    [Range(1, 100)]
    public int OneTimeCodesPerHour { get; init; } = 10;

    /// <summary>A5: wait after the first code that wrong tries have voided, minutes; it doubles each time.</summary>
    [Range(1, 60)]
    public int CodeWaitMinutes { get; init; } = 1;

    /// <summary>A5: wrong tries in a row, over all codes, after which an account gets no more codes.</summary>
    [Range(10, 10_000)]
    public int CodeFailuresMax { get; init; } = 100;

    /// <summary>A6: time after which an attempt to sign up ends, hours.</summary>
    [Range(1, 168)]
    public int SignUpAttemptHours { get; init; } = 24;

    /// <summary>
    /// A1: one-time codes for sign-ups that one phone receives within a clock hour, over all attempts and
    /// sources. A source that has not sent to the phone in that hour has one more.
    /// </summary>
    [Range(1, 1_000)]
    public int SignUpCodesPerPhoneAndHour { get; init; } = 20;

    /// <summary>
    /// A3: time after closing in which the gate still accepts applications made before closing, seconds.
    /// </summary>
    [Range(0, 60)]
    public int CloseGraceSeconds { get; init; } = 2;

    /// <summary>V1: length of each introduction video, in order, seconds.</summary>
    [Length(1, 10)]
    public IReadOnlyList<int> IntroductionVideoSeconds { get; init; } = [120, 120, 120];

    /// <summary>V1: longest time between two heartbeats that still counts as watching, seconds.</summary>
    [Range(5, 600)]
    public int VideoGapSeconds { get; init; } = 60;

    /// <summary>V1: how far the position of a heartbeat may be ahead of the server's clock, seconds.</summary>
    [Range(0, 30)]
    public int VideoToleranceSeconds { get; init; } = 2;

    /// <summary>B1: training balance, rupiah.</summary>
    [Range(1, 100_000_000)]
    public long TrainingBalanceRupiah { get; init; } = 1_000_000;

    /// <summary>D1: window for the first purchase, days.</summary>
    [Range(1, 365)]
    public int PurchaseWindowDays { get; init; } = 30;

    /// <summary>D1: counts the day of notification as day 1 instead of the day after it.</summary>
    public bool NotificationDayIsDayOne { get; init; }

    /// <summary>
    /// D1: days before the end of the window when a participant without a course is reminded; 0 = never.
    /// </summary>
    [Range(0, 30)]
    public int PurchaseReminderDays { get; init; } = 7;

    /// <summary>D2: month of the last day on which the balance may be used.</summary>
    [Range(1, 12)]
    public int BalanceEndMonth { get; init; } = 12;

    /// <summary>D2: day of that month; the whole day counts.</summary>
    [Range(1, 31)]
    public int BalanceEndDay { get; init; } = 15;

    /// <summary>D3: month of the last day on which a course may be bought; 0 = the same last day as D2.</summary>
    [Range(0, 12)]
    public int LastPurchaseMonth { get; init; }

    /// <summary>D3: day of that month; 0 when the month is 0.</summary>
    [Range(0, 31)]
    public int LastPurchaseDay { get; init; }

    /// <summary>T3: first wave whose recipients take a pre-test before a training.</summary>
    [Range(1, 10_000)]
    public int PreTestFromWave { get; init; } = 18;

    /// <summary>T5: window for cancelling an unredeemed purchase, days.</summary>
    [Range(0, 365)]
    public int CancelWindowDays { get; init; } = 7;

    /// <summary>I1: monthly instalments of the incentive.</summary>
    [Range(0, 24)]
    public int IncentiveInstalments { get; init; } = 4;

    /// <summary>I1: one instalment, rupiah.</summary>
    [Range(0, 100_000_000)]
    public long IncentiveInstalmentRupiah { get; init; } = 600_000;

    /// <summary>I1: number of surveys that are paid.</summary>
    [Range(0, 12)]
    public int IncentiveSurveys { get; init; } = 3;

    /// <summary>I1: payment for one survey, rupiah.</summary>
    [Range(0, 10_000_000)]
    public long IncentiveSurveyRupiah { get; init; } = 50_000;

    /// <summary>C1: time for the answer to a complaint, days.</summary>
    [Range(1, 365)]
    public int ComplaintAnswerDays { get; init; } = 14;

    /// <summary>B1: training balance.</summary>
    public Rupiah TrainingBalance => new(TrainingBalanceRupiah);

    /// <summary>I1: one instalment.</summary>
    public Rupiah IncentiveInstalment => new(IncentiveInstalmentRupiah);

    /// <summary>I1: payment for one survey.</summary>
    public Rupiah IncentiveSurvey => new(IncentiveSurveyRupiah);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaximumAgeYears < MinimumAgeYears)
            yield return new ValidationResult(
                "MaximumAgeYears is below MinimumAgeYears.", [nameof(MaximumAgeYears)]);
        // 2000 is a leap year, so 29 February is allowed; in other years the end of 28 February applies.
        if (BalanceEndDay > DateTime.DaysInMonth(2000, BalanceEndMonth))
            yield return new ValidationResult(
                "BalanceEndDay is not a day of BalanceEndMonth.", [nameof(BalanceEndDay)]);
        if ((LastPurchaseMonth == 0) != (LastPurchaseDay == 0))
            yield return new ValidationResult(
                "Set both LastPurchaseMonth and LastPurchaseDay, or set both to 0.", [nameof(LastPurchaseDay)]);
        else if (LastPurchaseMonth > 0 && LastPurchaseDay > DateTime.DaysInMonth(2000, LastPurchaseMonth))
            yield return new ValidationResult(
                "LastPurchaseDay is not a day of LastPurchaseMonth.", [nameof(LastPurchaseDay)]);
        if (IntroductionVideoSeconds.Any(seconds => seconds is < 1 or > 7_200))
            yield return new ValidationResult(
                "Each of IntroductionVideoSeconds must be between 1 and 7200.", [nameof(IntroductionVideoSeconds)]);
    }
}
