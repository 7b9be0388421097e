using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>Planning and watching waves (A3, S1).</summary>
internal static class ManagementWavesApi
{
    public static void MapManagementWavesApi(this IEndpointRouteBuilder management)
    {
        var waves = management.MapGroup("/waves").WithTags("Manajemen: gelombang");
        waves.MapPost("/", Plan).RequireCaller(CallerKinds.Operator).WithName("planWave").WithSummary("Plans a wave.");
        waves.MapPut("/{wave:int}/quotas", ChangeQuotas)
            .RequireCaller(CallerKinds.Operator)
            .WithName("changeQuotas")
            .WithSummary("Changes the quotas, until the wave closes.");
        waves.MapPost("/{wave:int}/draw", Draw)
            .RequireCaller(CallerKinds.Operator)
            .WithName("drawWave")
            .WithSummary("Takes every step that is due now. The wave's own deadlines do the same without being asked.");
        waves.MapGet("/{wave:int}", Get)
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getManagedWave")
            .WithSummary("A wave with its applicants by province and tier.");
    }

    internal static async Task<Results<Created<WaveResponse>, RefusalResult>> Plan(
        CurrentCaller by, JsonBody<PlanWaveRequest> body, IdempotencyKey key, IGrainFactory grains)
    {
        if (body.Value.ToPlan().IsRefused(out var fault, out var plan)) return new RefusalResult(fault);
        var answer = await grains.GetGrain<IWaveGrain>(WaveKey.Of(plan.Number)).Plan(plan, by.Name, key.Id);
        return answer.ToCreated(view => $"/api/v1/waves/{view.Number}", WaveResponse.Of);
    }

    internal static async Task<Results<Ok<WaveResponse>, RefusalResult>> ChangeQuotas(
        int wave, CurrentCaller by, JsonBody<ChangeQuotasRequest> body, IdempotencyKey key, IGrainFactory grains)
    {
        if (!Exists(wave)) return new RefusalResult(WaveRefusals.Unknown);
        if (QuotaView.ToQuotas(body.Value.Quotas).IsRefused(out var fault, out var quotas)) return new RefusalResult(fault);
        var grain = grains.GetGrain<IWaveGrain>(WaveKey.Of(wave));
        return (await grain.ChangeQuotas(quotas, by.Name, key.Id)).ToOk(WaveResponse.Of);
    }

    internal static async Task<Results<Ok<WaveResponse>, RefusalResult>> Draw(int wave, CurrentCaller by, IGrainFactory grains) =>
        Exists(wave)
            ? (await grains.GetGrain<IWaveGrain>(WaveKey.Of(wave)).TakeSteps(by.Name)).ToOk(WaveResponse.Of)
            : new RefusalResult(WaveRefusals.Unknown);

    internal static async Task<Results<Ok<ManagedWaveResponse>, RefusalResult>> Get(int wave, WaveList waves, IRollReader roll)
    {
        if ((await waves.Get(wave)).IsRefused(out var refusal, out var view)) return new RefusalResult(refusal);
        var counts = await roll.CountAsync(wave);
        return TypedResults.Ok(new ManagedWaveResponse(WaveResponse.Of(view), [.. counts]));
    }

    private static bool Exists(int wave) => wave is >= 1 and <= WaveKey.Last;
}

/// <summary>The plan of a wave; the times in this order.</summary>
/// <param name="OpensAt">First moment of joining.</param>
/// <param name="ClosesAt">An application at this very moment is too late.</param>
/// <param name="RollPartitions">
/// Over how many partitions the roll is spread, 1 to 256; left out, 16. One holds 700,000 people who are set aside.
/// </param>
internal sealed record PlanWaveRequest(
    int Number,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    DateTimeOffset DrawsAt,
    DateTimeOffset AnnouncesAt,
    ImmutableArray<QuotaView> Quotas,
    int RollPartitions = 16)
{
    public Answer<WavePlan> ToPlan()
    {
        if (Number is < 1 or > WaveKey.Last) return WaveRefusals.NumberInvalid;
        if (QuotaView.ToQuotas(Quotas).IsRefused(out var fault, out var quotas)) return fault;
        return new WavePlan(Number, OpensAt, ClosesAt, DrawsAt, AnnouncesAt, RollPartitions, quotas);
    }
}

internal sealed record ChangeQuotasRequest(ImmutableArray<QuotaView> Quotas);

/// <summary>A wave, and who stands on its roll so far.</summary>
internal sealed record ManagedWaveResponse(WaveResponse Wave, ImmutableArray<RollCount> Applicants);
