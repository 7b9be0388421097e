using System.Collections.Immutable;
using System.Globalization;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>How far the draw of a wave is, who takes part in it, and where its files are (docs/draw.md).</summary>
/// <param name="Terms">How the seed comes about; fixed with the plan.</param>
/// <param name="Witnesses">The registered witnesses; a secret is null until its witness reveals it.</param>
/// <param name="CommitmentHash">SHA-256 of the commitment's bytes, hex; null until the roll is sealed.</param>
/// <param name="RevealUntil">The end of the time for revealing; null until the roll is sealed.</param>
/// <param name="SelfWitnessed">True when neither a witness nor a beacon takes part, so the programme is its own
/// witness.</param>
/// <param name="WaitsFor">What the draw waits for: names of witnesses, and "beacon".</param>
/// <param name="FileHash">SHA-256 of the result file, hex; null until the draw.</param>
/// <param name="Redraws">The number of rounds in which places were drawn again.</param>
internal sealed record DrawResponse(
    DrawTerms Terms,
    ImmutableArray<DrawWitness> Witnesses,
    string? CommitmentHash,
    DateTimeOffset? RevealUntil,
    bool SelfWitnessed,
    ImmutableArray<string> WaitsFor,
    string? FileHash,
    int Redraws,
    DrawDownloads Downloads)
{
    public static DrawResponse Of(WaveView view) => new(
        view.Draw.Terms,
        view.Draw.Witnesses,
        view.Draw.CommitmentHash,
        view.Draw.RevealUntil,
        view.Draw.SelfWitnessed,
        view.Draw.WaitsFor,
        view.Draw.FileHash,
        view.Draw.Redraws,
        DrawDownloads.Of(view));
}

/// <summary>The addresses of a draw's files; null while a file does not exist.</summary>
/// <param name="Commitment">The commitment, a JSON document.</param>
/// <param name="Roll">The roll file.</param>
/// <param name="Result">The result file.</param>
/// <param name="Redraws">The document of the redraws.</param>
internal sealed record DrawDownloads(string? Commitment, string? Roll, string? Result, string? Redraws)
{
    public static DrawDownloads Of(WaveView view)
    {
        var wave = string.Create(CultureInfo.InvariantCulture, $"/api/v1/waves/{view.Number}/");
        var (isSealed, isDrawn) = (view.Draw.Commitment is not null, view.Draw.FileHash is not null);
        return new DrawDownloads(
            isSealed ? wave + "commitment" : null,
            isSealed ? wave + "roll" : null,
            isDrawn ? wave + "result" : null,
            isDrawn ? wave + "redraws" : null);
    }
}
