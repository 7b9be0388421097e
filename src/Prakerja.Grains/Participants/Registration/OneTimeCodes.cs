using System.Globalization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>
/// Derives the digits of one-time codes (A1, T1). They are not stored: they are derived from the identity key, the
/// participant, the purpose and the number of the code, both for sending and for checking.
/// </summary>
public static class OneTimeCodes
{
    /// <summary>Digits of a code.</summary>
    public const int Length = 6;

    private const ulong Count = 1_000_000;

    /// <summary>The six digits of a code. The same arguments always give the same digits.</summary>
    /// <param name="participant">The key of the participant grain.</param>
    /// <param name="number">The number of the code, from 1; each code of a participant has another number.</param>
    public static string DigitsOf(IdentityKey identity, string participant, CodePurpose purpose, int number)
    {
        ArgumentNullException.ThrowIfNull(identity);
        // The purpose is used by its number: renaming it must not change codes that are already sent.
        var text = string.Create(CultureInfo.InvariantCulture, $"{participant}/{(byte)purpose}/{number}");
        // The bias of 64 bits modulo a million is below one in ten million million.
        var digits = identity.Hash("one-time-code", text).Low % Count;
        return digits.ToString("D6", CultureInfo.InvariantCulture);
    }
}
