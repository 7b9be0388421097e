namespace Prakerja.Grains.Participants;

/// <summary>
/// A one-time code (A1). Its digits are not stored: they are derived from the identity key, the purpose and the number.
/// </summary>
public sealed record OneTimeCode(CodePurpose Purpose, int Number, DateTimeOffset IssuedAt, int WrongTries);

/// <summary>
/// The code for logging in on a new device, and the number of such codes in the hour (A1). They are counted separately,
/// because a stranger can request them and type wrong ones: that must not use up the person's other codes.
/// </summary>
/// <param name="Failures">Wrong tries in a row since the last log-in (A5).</param>
/// <param name="FailedAt">When the last of these codes was issued.</param>
public sealed record NewDeviceCodes(
    OneTimeCode? Code, DateTimeOffset HourStart, int InHour, int Failures = 0, DateTimeOffset? FailedAt = null);

/// <summary>The purpose of a one-time code. The numbers are stored: never change one.</summary>
[Alias("code-purpose")]
public enum CodePurpose : byte
{
    /// <summary>Verifies the phone of a sign-up.</summary>
    VerifyPhone = 1,

    /// <summary>Logs in on a device on which the person has logged in before.</summary>
    LogIn = 2,

    /// <summary>Confirms a purchase (T1).</summary>
    Purchase = 3,

    /// <summary>Logs in on a new device; to request this code, the phone number is enough.</summary>
    LogInElsewhere = 4,

    /// <summary>Confirms the email; this code is mailed (A6).</summary>
    ConfirmEmail = 5,
}
