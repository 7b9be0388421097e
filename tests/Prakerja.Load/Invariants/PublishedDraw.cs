using System.Text.Json;
using System.Text.Json.Nodes;

namespace Prakerja.Load.Invariants;

/// <summary>The published files of one wave, as the server sent them.</summary>
/// <param name="Result">The result file.</param>
/// <param name="Redraws">The document of the redraws.</param>
internal sealed record PublishedDraw(int Wave, byte[] Result, byte[] Redraws)
{
    /// <summary>
    /// S1: the published files lead to the same winners, and there are as many recipients as winners.
    /// </summary>
    public static Invariant DrawsVerified(Evidence evidence)
    {
        var invariant = new Invariant("draws_verified");
        foreach (var draw in evidence.Draws)
        {
            try
            {
                new DrawVerification(invariant, draw.Wave, ResultFile.Read(draw.Result))
                    .Verify(JsonNode.Parse(draw.Redraws)!, evidence.RecipientsOf(draw.Wave).Count());
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
