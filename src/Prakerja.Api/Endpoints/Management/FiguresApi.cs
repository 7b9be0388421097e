using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Treasury;

namespace Prakerja.Api.Endpoints;

/// <summary>The programme's books and clockwork, for auditors.</summary>
internal static class FiguresApi
{
    public static void MapFiguresApi(this IEndpointRouteBuilder management)
    {
        var figures = management.MapGroup("").WithTags("Manajemen: angka").RequireCaller(CallerKinds.Auditor);
        figures.MapGet("/figures", GetFigures)
            .WithName("getFigures")
            .WithSummary("The treasury's accounts and event counts from the event log, and how far it was read.");
        figures.MapGet("/deadlines", GetDeadlines)
            .WithName("getDeadlines")
            .WithSummary("How many deadlines are armed, how many are due, and the earliest.");
    }

    internal static async Task<Ok<FiguresResponse>> GetFigures(IGrainFactory grains) =>
        TypedResults.Ok(FiguresResponse.Of(await grains.GetGrain<ITreasuryGrain>(ITreasuryGrain.Key).GetFigures()));

    internal static async Task<Ok<DeadlineFigures>> GetDeadlines(IDeadlineReader deadlines, ProgrammeClock clock) =>
        TypedResults.Ok(await deadlines.FiguresAsync(clock.GetUtcNow()));
}

/// <summary>The books. The accounts' sum is always 0.</summary>
/// <param name="LapsedSlots">D1: places that cards freed for later waves.</param>
/// <param name="IsCaughtUp">True when no event was unread at the moment of asking.</param>
internal sealed record FiguresResponse(
    AccountSums Accounts,
    long LapsedSlots,
    ImmutableSortedDictionary<string, long> EventCounts,
    ImmutableArray<WaveFigures> Waves,
    ImmutableArray<LedgerPosition> Positions,
    bool IsCaughtUp)
{
    public static FiguresResponse Of(TreasuryFigures figures) => new(
        figures.Accounts,
        figures.Waves.Sum(wave => wave.Lapsed),
        figures.EventCounts,
        figures.Waves,
        figures.Positions,
        figures.IsCaughtUp);
}
