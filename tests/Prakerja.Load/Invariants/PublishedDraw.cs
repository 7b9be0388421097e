using System.Text.Json;
using System.Text.Json.Nodes;

namespace Prakerja.Load.Invariants;

/// <summary>The published files of one wave, as the server sent them.</summary>
/// <param name="Result">The result file.</param>
/// <param name="Redraws">The document of the redraws.</param>
/// <param name="Secrets">What the witnesses revealed, in the order of their registration; null when nothing.</param>
internal sealed record PublishedDraw(int Wave, byte[] Result, byte[] Redraws, IReadOnlyList<string?> Secrets)
{
    /// <summary>
    /// S1: the published files lead to the same winners, there are as many recipients as winners, and the commitment is
    /// the one that the witnesses saw before they revealed their secrets.
    /// </summary>
    public static Invariant DrawsVerified(Evidence evidence)
    {
        var invariant = new Invariant("draws_verified");
        foreach (var draw in evidence.Draws)
        {
            try
            {
                var verification = new DrawVerification(invariant, draw.Wave, ResultFile.Read(draw.Result));
                verification.Verify(JsonNode.Parse(draw.Redraws)!, evidence.RecipientsOf(draw.Wave).Count());
                verification.VerifyWitnesses(evidence.History.CommitmentOf(draw.Wave), draw.Secrets);
            }
            catch (Exception exception) when (exception is FormatException or JsonException
                or InvalidOperationException or NullReferenceException or ArgumentException)
            {
                // A file of another form than the document describes.
                invariant.Breach($"wave {draw.Wave}: {exception.Message}");
            }
        }

        return invariant;
    }
}
