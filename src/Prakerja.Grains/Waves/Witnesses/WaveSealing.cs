using System.Text;
using System.Text.Json;

namespace Prakerja.Grains.Waves;

/// <summary>The sealed roll of a wave and its published commitment, as the wave stores them.</summary>
/// <param name="Attempt">The attempt whose chunks count.</param>
/// <param name="Commitment">The published document. Its bytes never change.</param>
/// <param name="ProgrammeSecret">The programme's own secret, hex; null in a wave whose seed was fixed at
/// planning.</param>
public sealed record WaveSealing(
    long Attempt, int Entries, string Commitment, string? ProgrammeSecret, DateTimeOffset RevealUntil)
{
    /// <summary>The bytes whose hash is the hash of the commitment.</summary>
    public byte[] CommitmentBytes() => Encoding.UTF8.GetBytes(Commitment);

    public SealedWave ToSealedWave(int wave)
    {
        var bytes = CommitmentBytes();
        return new SealedWave(
            wave, Attempt, JsonSerializer.Deserialize(bytes, DrawJson.Default.DrawCommitment)!, bytes);
    }
}

/// <summary>The stored result of a draw.</summary>
/// <param name="Document">The draw document.</param>
/// <param name="FileHash">SHA-256 of the result file, hex.</param>
/// <param name="Redraws">The number of rounds in which places were drawn again.</param>
public sealed record WaveDrawResult(string Document, string FileHash, int Redraws = 0);
