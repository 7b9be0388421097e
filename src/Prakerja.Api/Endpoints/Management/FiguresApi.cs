using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Treasury;

namespace Prakerja.Api.Endpoints;

/// <summary>For auditors: the treasury's accounts, the counts of events, and the state of the deadlines.</summary>
internal static class FiguresApi
{
    public static void MapFiguresApi(this IEndpointRouteBuilder management)
    {
        var figures = management.MapGroup("").WithTags("Manajemen: angka").RequireCaller(CallerKinds.Auditor);
        figures.MapGet("/figures", GetFigures)
            .WithName("getFigures")
            .WithSummary(
                "The treasury's accounts and the counts of events, computed from the event log, and how far the log "
                + "was read.");
        figures.MapGet("/deadlines", GetDeadlines)
            .WithName("getDeadlines")
            .WithSummary("How many deadlines are set, how many of them are due, and the earliest one.");
    }

    internal static async Task<Ok<FiguresResponse>> GetFigures(IGrainFactory grains) =>
        TypedResults.Ok(FiguresResponse.Of(
            await grains.GetGrain<ILedgerTotalsGrain>(ILedgerTotalsGrain.Key).GetFigures()));

    internal static async Task<Ok<DeadlineFigures>> GetDeadlines(IDeadlineReader deadlines, ProgrammeClock clock) =>
        TypedResults.Ok(await deadlines.CountDeadlinesAsync(clock.GetUtcNow()));
}

/// <summary>The figures of the programme. The sum of all accounts is always 0.</summary>
/// <param name="LapsedSlots">Places that lapsed cards freed for later waves (D1).</param>
/// <param name="Positions">How far each ledger has read its partition of the event log.</param>
/// <param name="IsCaughtUp">True when every event of the log was read at the moment of the request.</param>
internal sealed record FiguresResponse(
    AccountSums Accounts,
    long LapsedSlots,
    ImmutableSortedDictionary<string, long> EventCounts,
    ImmutableArray<WaveFigures> Waves,
    ImmutableArray<LedgerPosition> Positions,
    bool IsCaughtUp)
{
    public static FiguresResponse Of(LedgerTotals figures) => new(
        figures.Accounts,
        figures.Waves.Sum(wave => wave.Lapsed),
        figures.EventCounts,
        figures.Waves,
        figures.Positions,
        figures.IsCaughtUp);
}
