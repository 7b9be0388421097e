using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>For management: operators plan waves and start their draws, auditors read them (A3, S1).</summary>
internal static class ManagementWavesApi
{
    public static void MapManagementWavesApi(this IEndpointRouteBuilder management)
    {
        var waves = management.MapGroup("/waves").WithTags("Manajemen: gelombang");
        waves.MapPost("/", Plan)
            .RequireCaller(CallerKinds.Operator)
            .WithName("planWave")
            .WithSummary("Plans a wave with its times and quotas.");
        waves.MapPut("/{wave:int}/quotas", ChangeQuotas)
            .RequireCaller(CallerKinds.Operator)
            .WithName("changeQuotas")
            .WithSummary("Replaces the quotas of a wave. This is possible until the wave closes.");
        waves.MapPost("/{wave:int}/draw", TakeDueSteps)
            .RequireCaller(CallerKinds.Operator)
            .WithName("drawWave")
            .WithSummary(
                "Takes every step of the wave that is due now. The wave's deadlines do the same automatically.");
        waves.MapGet("/{wave:int}", Get)
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getManagedWave")
            .WithSummary("One wave, with the counts of its applicants by province and tier.");
    }

    internal static async Task<Results<Created<WaveResponse>, RefusalResult>> Plan(
        CurrentCaller caller, JsonBody<PlanWaveRequest> body, IdempotencyKey key, IGrainFactory grains)
    {
        if (body.Value.ToPlan().IsRefused(out var refusal, out var plan)) return new RefusalResult(refusal);
        var answer = await grains.GetGrain<IWaveGrain>(WaveKey.Of(plan.Number)).Plan(plan, caller.Name, key.Id);
        return answer.ToCreated(view => $"/api/v1/waves/{view.Number}", WaveResponse.Of);
    }

    internal static async Task<Results<Ok<WaveResponse>, RefusalResult>> ChangeQuotas(
        int wave, CurrentCaller caller, JsonBody<ChangeQuotasRequest> body, IdempotencyKey key, IGrainFactory grains)
    {
        if (!WaveKey.IsNumber(wave)) return new RefusalResult(WaveRefusals.Unknown);
        if (ProvinceQuotaItem.ToQuotas(body.Value.Quotas).IsRefused(out var refusal, out var quotas))
            return new RefusalResult(refusal);
        var grain = grains.GetGrain<IWaveGrain>(WaveKey.Of(wave));
        return (await grain.ChangeQuotas(quotas, caller.Name, key.Id)).ToOk(WaveResponse.Of);
    }

    internal static async Task<Results<Ok<WaveResponse>, RefusalResult>> TakeDueSteps(
        int wave, CurrentCaller caller, IGrainFactory grains) =>
        WaveKey.IsNumber(wave)
            ? (await grains.GetGrain<IWaveGrain>(WaveKey.Of(wave)).TakeSteps(caller.Name)).ToOk(WaveResponse.Of)
            : new RefusalResult(WaveRefusals.Unknown);

    internal static async Task<Results<Ok<ManagedWaveResponse>, RefusalResult>> Get(
        int wave, WaveList waves, IRollReader roll)
    {
        if ((await waves.Get(wave)).IsRefused(out var refusal, out var view)) return new RefusalResult(refusal);
        var counts = await roll.CountApplicantsAsync(wave);
        return TypedResults.Ok(new ManagedWaveResponse(WaveResponse.Of(view), [.. counts]));
    }
}

/// <summary>The plan of a wave. Its times must be in this order.</summary>
/// <param name="Number">The number of the wave, from 1.</param>
/// <param name="OpensAt">The first moment at which people can join.</param>
/// <param name="ClosesAt">The first moment at which people can no longer join.</param>
/// <param name="DrawsAt">The moment of the draw.</param>
/// <param name="AnnouncesAt">The moment at which the results are announced.</param>
/// <param name="RollPartitions">
/// The number of partitions of the roll, 1 to 256; the default is 16. One partition can hold 700,000 people who are set
/// aside.
/// </param>
internal sealed record PlanWaveRequest(
    int Number,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    DateTimeOffset DrawsAt,
    DateTimeOffset AnnouncesAt,
    ImmutableArray<ProvinceQuotaItem> Quotas,
    int RollPartitions = 16)
{
    public Answer<WavePlan> ToPlan()
    {
        if (!WaveKey.IsNumber(Number)) return WaveRefusals.NumberInvalid;
        if (ProvinceQuotaItem.ToQuotas(Quotas).IsRefused(out var refusal, out var quotas)) return refusal;
        return new WavePlan(Number, OpensAt, ClosesAt, DrawsAt, AnnouncesAt, RollPartitions, quotas);
    }
}

/// <param name="Quotas">The quotas of the provinces; each province at most once.</param>
internal sealed record ChangeQuotasRequest(ImmutableArray<ProvinceQuotaItem> Quotas);

/// <summary>A wave, and the counts of the applicants on its roll.</summary>
internal sealed record ManagedWaveResponse(WaveResponse Wave, ImmutableArray<RollCount> Applicants);
