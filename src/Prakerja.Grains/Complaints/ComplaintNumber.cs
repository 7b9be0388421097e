using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Complaints;

/// <summary>
/// Makes and reads complaint numbers: "y-", the participant's hash, a dash and ten characters made from the request.
/// The participant comes first, so one range of the key index holds all complaints of a participant. The same request
/// always gives the same number, so a retry finds the same complaint.
/// </summary>
public static class ComplaintNumber
{
    /// <summary>What every complaint number begins with.</summary>
    public const string Prefix = "y-";

    private const int HashLength = 10;
    private const int Length = 2 + KeyedHash.LengthCharacters + 1 + HashLength;

    /// <summary>The number of the complaint that a request files.</summary>
    public static string Of(string participant, string requestKey, IdentityKey identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        // 10 characters are 50 bits: two requests of one person collide once in a million billion pairs.
        var hash = identity.Hash("complaint", $"{participant}/{requestKey}").ToString();
        return PrefixOf(participant) + hash[^HashLength..];
    }

    /// <summary>The common prefix of all complaint numbers of a participant.</summary>
    public static string PrefixOf(string participant) =>
        ParticipantKey.TryParse(participant, out var hash)
            ? $"{Prefix}{hash}-"
            : throw new ArgumentException("The text is not the key of a participant.", nameof(participant));

    /// <summary>Reads the participant's key from a complaint number; false when the text is not one.</summary>
    public static bool TryGetParticipant(string? number, out string participant)
    {
        participant = "";
        if (number?.Length != Length || !number.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var key = string.Concat(
            ParticipantKey.Prefix, number.AsSpan(Prefix.Length, KeyedHash.LengthCharacters));
        if (number[^(HashLength + 1)] != '-' || !ParticipantKey.TryParse(key, out _)) return false;
        participant = key;
        return true;
    }
}
