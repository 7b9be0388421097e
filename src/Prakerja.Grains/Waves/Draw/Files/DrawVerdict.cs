using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Prakerja.Grains.Waves;

/// <summary>What a verifier found in a file without differences.</summary>
/// <param name="IsRoll">True for a roll file: the draw was not checked.</param>
/// <param name="Selected">Selected by the draw; 0 for a roll file.</param>
/// <param name="CommitmentHash">SHA-256 of the commitment, hex.</param>
public sealed record DrawVerdict(bool IsRoll, int Wave, int Entries, int Selected, string CommitmentHash)
{
    /// <summary>True when neither a witness nor a beacon took part.</summary>
    public bool IsSelfWitnessed { get; init; }

    /// <summary>True when the seed was fixed at planning.</summary>
    public bool IsSeedPlanned { get; init; }

    /// <summary>The witnesses that did not reveal their secrets.</summary>
    public ImmutableArray<string> MissingWitnesses { get; init; } = [];

    public bool IsBeaconMissing { get; init; }

    /// <summary>True when the value came from drand: its BLS signature was not checked.</summary>
    public bool IsBeaconUnchecked { get; init; }

    /// <summary>The rounds of redraws; null when their document was not given.</summary>
    public int? RedrawRounds { get; init; }

    /// <summary>One line of ASCII.</summary>
    public override string ToString()
    {
        var line = new StringBuilder();
        line.Append(
            CultureInfo.InvariantCulture, $"{(IsRoll ? "roll" : "draw")} of wave {Wave}, {Entries} records");
        if (!IsRoll) line.Append(CultureInfo.InvariantCulture, $", {Selected} selected");
        if (RedrawRounds is { } rounds) line.Append(CultureInfo.InvariantCulture, $", {rounds} rounds of redraws");
        line.Append(", commitment ").Append(CommitmentHash);
        if (IsSeedPlanned) line.Append(", seed fixed at planning");
        if (IsSelfWitnessed) line.Append(", self-witnessed");
        if (!MissingWitnesses.IsEmpty)
            line.Append(", missing secrets: ").AppendJoin(", ", MissingWitnesses.Select(DrawField.Show));
        if (IsBeaconMissing) line.Append(", beacon missing");
        if (IsBeaconUnchecked) line.Append(", BLS signature of the beacon not checked");
        return line.ToString();
    }
}
