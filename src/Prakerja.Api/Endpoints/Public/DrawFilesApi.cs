using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Prakerja.Api.Http;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For everybody, without authentication: the files of a draw, with which anybody can repeat it (docs/draw.md). They
/// come from the store, so every API node has them.
/// </summary>
internal static class DrawFilesApi
{
    private const string JsonMediaType = "application/json";

    public static void MapDrawFilesApi(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/waves/{wave:int}").WithTags("Umum").WithMetadata(PublicAnswerMetadata.Instance);
        files.MapGet("/commitment", GetCommitment)
            .WithName("getDrawCommitment")
            .WithSummary("The commitment of a closed wave, exactly the bytes whose SHA-256 is its commitmentHash.")
            .Produces(StatusCodes.Status200OK, contentType: JsonMediaType);
        files.MapGet("/roll", GetRoll)
            .WithName("getRollFile")
            .WithSummary("The roll file of a closed wave: the commitment and the sealed roll, with pseudonyms.")
            .Produces(StatusCodes.Status200OK, contentType: DrawFileResult.MediaType);
        files.MapGet("/result", GetResult)
            .WithName("getResultFile")
            .WithSummary("The result file of a drawn wave. With it anybody can repeat the draw.")
            .Produces(StatusCodes.Status200OK, contentType: DrawFileResult.MediaType);
        files.MapGet("/redraws", GetRedraws)
            .WithName("getRedraws")
            .WithSummary("The document of the redraws of a drawn wave: places that winners could not take.")
            .Produces(StatusCodes.Status200OK, contentType: JsonMediaType);
    }

    internal static async Task<Results<FileContentHttpResult, RefusalResult>> GetCommitment(int wave, WaveList waves)
    {
        if ((await SealedWaveAsync(wave, waves)).IsRefused(out var refusal, out var view))
            return new RefusalResult(refusal);
        return Json(Encoding.UTF8.GetBytes(view.Draw.Commitment!), view.Draw.CommitmentHash!);
    }

    internal static async Task<Results<DrawFileResult, RefusalResult>> GetRoll(
        int wave, WaveList waves, IDrawFiles files)
    {
        if ((await SealedWaveAsync(wave, waves)).IsRefused(out var refusal, out var view))
            return new RefusalResult(refusal);
        var attempt = view.Draw.Attempt!.Value;
        var header = DrawFile.RollHeader(Encoding.UTF8.GetBytes(view.Draw.Commitment!));
        return new DrawFileResult(
            string.Create(CultureInfo.InvariantCulture, $"roll-{wave}.bin"),
            view.Draw.CommitmentHash!, // It fixes the root, and so every byte of the file.
            header.Length + (EntriesOf(view) * DrawRecords.Length),
            header,
            aborted => RollRecords(files, wave, attempt, aborted));
    }

    internal static async Task<Results<DrawFileResult, RefusalResult>> GetResult(
        int wave, WaveList waves, IDrawFiles files)
    {
        if ((await DrawnWaveAsync(wave, waves)).IsRefused(out var refusal, out var view))
            return new RefusalResult(refusal);
        var attempt = view.Draw.Attempt!.Value;
        var header = DrawFile.DrawHeader(
            Encoding.UTF8.GetBytes(view.Draw.Commitment!), Encoding.UTF8.GetBytes(view.Draw.Document!));
        return new DrawFileResult(
            string.Create(CultureInfo.InvariantCulture, $"result-{wave}.bin"),
            view.Draw.FileHash!,
            header.Length + (EntriesOf(view) * (DrawRecords.Length + DrawRecords.ResultLength)),
            header,
            aborted => ResultRecords(files, wave, attempt, aborted));
    }

    internal static async Task<Results<FileContentHttpResult, RefusalResult>> GetRedraws(
        int wave, WaveList waves, RedrawDocuments redraws)
    {
        if ((await DrawnWaveAsync(wave, waves)).IsRefused(out var refusal, out var view))
            return new RefusalResult(refusal);
        var document = await redraws.GetAsync(view);
        return Json(document, Convert.ToHexStringLower(SHA256.HashData(document)));
    }

    /// <summary>A wave whose roll is sealed.</summary>
    internal static async Task<Answer<WaveView>> SealedWaveAsync(int wave, WaveList waves)
    {
        var answer = await waves.GetRecent(wave);
        return answer.Value is { Draw.Commitment: null } ? DrawRefusals.NotSealed : answer;
    }

    private static async Task<Answer<WaveView>> DrawnWaveAsync(int wave, WaveList waves)
    {
        var answer = await SealedWaveAsync(wave, waves);
        return answer.Value is { Draw.FileHash: null } ? DrawRefusals.NotDrawn : answer;
    }

    /// <summary>The commitment of a sealed wave.</summary>
    internal static DrawCommitment CommitmentOf(WaveView view) =>
        JsonSerializer.Deserialize(view.Draw.Commitment!, DrawJson.Default.DrawCommitment)!;

    private static long EntriesOf(WaveView view) => CommitmentOf(view).Entries;

    private static FileContentHttpResult Json(byte[] document, string hash) =>
        TypedResults.Bytes(document, JsonMediaType, entityTag: new EntityTagHeaderValue($"\"{hash}\""));

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> RollRecords(
        IDrawFiles files, int wave, long attempt, [EnumeratorCancellation] CancellationToken aborted)
    {
        await foreach (var chunk in files.ReadRollAsync(wave, attempt, withParticipants: false, aborted))
            yield return chunk.Records;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ResultRecords(
        IDrawFiles files, int wave, long attempt, [EnumeratorCancellation] CancellationToken aborted)
    {
        await using var results = files.ReadResultAsync(wave, attempt, aborted).GetAsyncEnumerator(aborted);
        await foreach (var chunk in files.ReadRollAsync(wave, attempt, withParticipants: false, aborted))
        {
            if (!await results.MoveNextAsync())
                throw new InvalidOperationException($"Wave {wave}: result chunk {chunk.Number} is not stored.");
            yield return DrawFile.Join(chunk.Records.Span, results.Current.Span);
        }
    }
}
