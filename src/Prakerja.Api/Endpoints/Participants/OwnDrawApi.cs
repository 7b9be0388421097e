using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>For participants: their own entry in a draw, with which they can check it (S1, S2, docs/draw.md).</summary>
internal static class OwnDrawApi
{
    public static void MapOwnDrawApi(this IEndpointRouteBuilder me) =>
        me.MapGet("/applications/{wave:int}/draw", GetOwnDraw)
            .WithTags("Peserta")
            .RequireOpenSession()
            .WithName("getOwnDraw")
            .WithSummary(
                "The participant's own entry in a draw: the proof that it is on the sealed roll, its ticket and rank "
                + "after the draw, and its outcome after the announcement.");

    // The key of the caller decides the entry, so nobody can see another's. The wave may also be an earlier one.
    internal static async Task<Results<Ok<OwnDrawResponse>, RefusalResult>> GetOwnDraw(
        int wave, CurrentParticipant me, WaveList waves, WaveOutcomes outcomes)
    {
        if ((await DrawFilesApi.SealedWaveAsync(wave, waves)).IsRefused(out var refusal, out var view))
            return new RefusalResult(refusal);
        var attempt = view.Draw.Attempt!.Value;
        if (!ParticipantKey.TryParse(me.Key, out var participant)
            || await outcomes.ProveAsync(wave, attempt, participant) is not { } proof)
            return new RefusalResult(DrawRefusals.NotOnRoll);
        var outcome = view.Draw.FileHash is null
            ? null
            : await outcomes.FindAsync(wave, attempt, view.Draw.Redraws > 0, participant);
        return TypedResults.Ok(OwnDrawResponse.Of(view, DrawFilesApi.CommitmentOf(view), proof, outcome));
    }
}
