using System.Globalization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>
/// Derives the digits of one-time codes (A1, T1). They are not stored: they are derived from the identity key, the
/// participant, the purpose and the number of the code, both for sending and for checking.
/// </summary>
public static class OneTimeCodes
{
    /// <summary>
    /// Rule A5. Digits of a code: 8 where anybody can ask for it, 6 where only the person can.
    /// </summary>
    public static int LengthOf(CodePurpose purpose) =>
        purpose is CodePurpose.VerifyPhone or CodePurpose.LogInElsewhere ? 8 : 6;

    /// <summary>The digits of a code. The same arguments always give the same digits.</summary>
    /// <param name="participant">The key of the participant, or of the attempt to sign up.</param>
    /// <param name="number">The number of the code, from 1; each code of a participant has another number.</param>
    public static string DigitsOf(IdentityKey identity, string participant, CodePurpose purpose, int number)
    {
        ArgumentNullException.ThrowIfNull(identity);
        // The purpose is used by its number: renaming it must not change codes that are already sent.
        var text = string.Create(CultureInfo.InvariantCulture, $"{participant}/{(byte)purpose}/{number}");
        var bits = identity.Hash("one-time-code", text).Low;
        // The bias of 64 bits modulo a hundred million is below one in a hundred thousand million.
        return LengthOf(purpose) == 8
            ? (bits % 100_000_000).ToString("D8", CultureInfo.InvariantCulture)
            : (bits % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
