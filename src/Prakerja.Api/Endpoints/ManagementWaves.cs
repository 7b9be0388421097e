using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>Planning and watching waves (A3, S1).</summary>
internal static class ManagementWaves
{
    public static void MapManagementWaves(this IEndpointRouteBuilder management)
    {
        var waves = management.MapGroup("/waves").WithTags("Manajemen: gelombang");
        waves.MapPost("/", Plan).Needs(Callers.Operator).WithName("planWave").WithSummary("Plans a wave.");
        waves.MapPut("/{wave:int}/quotas", ChangeQuotas)
            .Needs(Callers.Operator)
            .WithName("changeQuotas")
            .WithSummary("Changes the quotas, until the wave closes.");
        waves.MapPost("/{wave:int}/draw", Draw)
            .Needs(Callers.Operator)
            .WithName("drawWave")
            .WithSummary("Takes every step that is due now. The wave's own deadlines do the same without being asked.");
        waves.MapGet("/{wave:int}", Get)
            .Needs(Callers.Auditor)
            .WithName("getManagedWave")
            .WithSummary("A wave with its applicants by province and tier.");
    }

    internal static async Task<Results<Created<WaveShown>, Refused>> Plan(
        Caller by, Body<WavePlanned> body, RequestKey key, IGrainFactory grains)
    {
        if (body.Value.ToPlan().IsRefused(out var fault, out var plan)) return new Refused(fault);
        var answer = await grains.GetGrain<IWaveGrain>(WaveKey.Of(plan.Number)).Plan(plan, by.Name, key.Id);
        return answer.ToCreated(view => $"/api/v1/waves/{view.Number}", WaveShown.Of);
    }

    internal static async Task<Results<Ok<WaveShown>, Refused>> ChangeQuotas(
        int wave, Caller by, Body<QuotasChanged> body, RequestKey key, IGrainFactory grains)
    {
        if (!Exists(wave)) return new Refused(WaveRefusals.Unknown);
        if (Quota.ToQuotas(body.Value.Quotas).IsRefused(out var fault, out var quotas)) return new Refused(fault);
        var grain = grains.GetGrain<IWaveGrain>(WaveKey.Of(wave));
        return (await grain.ChangeQuotas(quotas, by.Name, key.Id)).ToOk(WaveShown.Of);
    }

    internal static async Task<Results<Ok<WaveShown>, Refused>> Draw(int wave, Caller by, IGrainFactory grains) =>
        Exists(wave)
            ? (await grains.GetGrain<IWaveGrain>(WaveKey.Of(wave)).TakeSteps(by.Name)).ToOk(WaveShown.Of)
            : new Refused(WaveRefusals.Unknown);

    internal static async Task<Results<Ok<ManagedWave>, Refused>> Get(int wave, Waves waves, IRollReader roll)
    {
        if ((await waves.Get(wave)).IsRefused(out var refusal, out var view)) return new Refused(refusal);
        var counts = await roll.CountAsync(wave);
        return TypedResults.Ok(new ManagedWave(WaveShown.Of(view), [.. counts]));
    }

    private static bool Exists(int wave) => wave is >= 1 and <= WaveKey.Last;
}

/// <summary>The plan of a wave; the times in this order.</summary>
/// <param name="OpensAt">First moment of joining.</param>
/// <param name="ClosesAt">An application at this very moment is too late.</param>
/// <param name="RollPartitions">
/// Over how many partitions the roll is spread, 1 to 256; left out, 16. One holds 700,000 people who are set aside.
/// </param>
internal sealed record WavePlanned(
    int Number,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    DateTimeOffset DrawsAt,
    DateTimeOffset AnnouncesAt,
    ImmutableArray<Quota> Quotas,
    int RollPartitions = 16)
{
    public Answer<WavePlan> ToPlan()
    {
        if (Number is < 1 or > WaveKey.Last) return WaveRefusals.NumberInvalid;
        if (Quota.ToQuotas(Quotas).IsRefused(out var fault, out var quotas)) return fault;
        return new WavePlan(Number, OpensAt, ClosesAt, DrawsAt, AnnouncesAt, RollPartitions, quotas);
    }
}

internal sealed record QuotasChanged(ImmutableArray<Quota> Quotas);

/// <summary>A wave, and who stands on its roll so far.</summary>
internal sealed record ManagedWave(WaveShown Wave, ImmutableArray<RollCount> Applicants);
