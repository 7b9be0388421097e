using System.Globalization;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>
/// The digits of one-time codes (A1, T1). They are kept nowhere: who has the identity key makes them again
/// from the person, the purpose and the number of the code, both to send them and to check what was typed.
/// </summary>
public static class OneTimeCodes
{
    public const int Length = 6;

    private const ulong Count = 1_000_000;

    /// <summary>Six digits. The same arguments always give the same.</summary>
    /// <param name="participant">Key of the participant grain.</param>
    /// <param name="number">Counts the codes ever issued to this participant, so no code comes twice by
    /// design.</param>
    public static string DigitsOf(IdentityKey identity, string participant, CodePurpose purpose, int number)
    {
        ArgumentNullException.ThrowIfNull(identity);
        // The purpose goes in by its stored number: renaming it must not change codes that are on their way.
        var text = string.Create(CultureInfo.InvariantCulture, $"{participant}/{(byte)purpose}/{number}");
        // 64 bits over a million: the bias is below one in ten million million.
        var digits = identity.Hash("one-time-code", text).Low % Count;
        return digits.ToString("D6", CultureInfo.InvariantCulture);
    }
}
