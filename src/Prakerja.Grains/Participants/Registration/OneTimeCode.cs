namespace Prakerja.Grains.Participants;

/// <summary>
/// The one code in force. Its digits are not kept: they follow from the identity key, the purpose and the number.
/// </summary>
public sealed record OneTimeCode(CodePurpose Purpose, int Number, DateTimeOffset IssuedAt, int WrongTries);

/// <summary>
/// The code in force for logging in from a device on which the person never logged in, and how many of them the hour
/// has seen. Counted apart: anybody can ask for these and type wrong ones, and must use up nothing but them.
/// </summary>
public sealed record NewDeviceCodes(OneTimeCode? Code, DateTimeOffset HourStart, int InHour);

[Alias("code-purpose")]
public enum CodePurpose : byte
{
    VerifyPhone = 1,

    /// <summary>From a device on which this person has logged in before.</summary>
    LogIn = 2,

    Purchase = 3,

    /// <summary>From any other: whoever asks has shown nothing but the phone's number.</summary>
    LogInElsewhere = 4,
}
