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
            .RequireCaller(CallerKinds.AuditorOrWitness)
            .WithName("getManagedWave")
            .WithSummary("One wave, with the counts of its applicants by province and tier.");
        waves.MapGet("/{wave:int}/awards/waiting", GetWaitingAwards)
            .RequireCaller(CallerKinds.Auditor)
            .WithName("getWaitingAwards")
            .WithSummary("Lists the awards of a wave that fail for now, by participant. Each is tried again.");
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

    internal static async Task<Results<Ok<Page<WaitingAwardView>>, RefusalResult>> GetWaitingAwards(
        int wave, PageRequest page, WaveList waves, IAwardStore awards)
    {
        if ((await waves.GetRecent(wave)).Refusal is { } refusal) return new RefusalResult(refusal);
        KeyedHash? after = null;
        if (page.After is not null)
        {
            if (!ParticipantKey.TryParse(page.After, out var last)) return new RefusalResult(RequestRefusals.BadCursor);
            after = last;
        }

        var waiting = await awards.ReadWaitingAsync(wave, after, page.Limit + 1);
        return TypedResults.Ok(page.ToPage([.. waiting.Select(WaitingAwardView.Of)], view => view.Participant));
    }
}

/// <summary>An award that failed. It is tried again, ever more rarely.</summary>
/// <param name="Participant">The participant's key. It contains no NIK.</param>
/// <param name="Cause">The refusal or the kind of failure; it contains no personal data.</param>
/// <param name="Tries">How many tries have failed.</param>
internal sealed record WaitingAwardView(string Participant, string Cause, int Tries, DateTimeOffset NextTryAt)
{
    public static WaitingAwardView Of(WaitingAward award) =>
        new(ParticipantKey.Prefix + award.Participant, award.Cause, award.Tries, award.NextTryAt);
}

/// <summary>The plan of a wave. Its times must be in this order.</summary>
/// <param name="Number">The number of the wave, from 1.</param>
/// <param name="OpensAt">The first moment at which people can join.</param>
/// <param name="ClosesAt">The first moment at which people can no longer join.</param>
/// <param name="DrawsAt">The moment of the draw.</param>
/// <param name="AnnouncesAt">The moment at which the results are announced.</param>
/// <param name="RollPartitions">
/// The number of partitions of the roll, 1 to 256; the default is 16. They spread the rows of the roll; the draw does
/// not depend on them.
/// </param>
/// <param name="Draw">How the seed of the draw comes about; null to wait an hour for the witnesses, without a
/// beacon.</param>
internal sealed record PlanWaveRequest(
    int Number,
    DateTimeOffset OpensAt,
    DateTimeOffset ClosesAt,
    DateTimeOffset DrawsAt,
    DateTimeOffset AnnouncesAt,
    ImmutableArray<ProvinceQuotaItem> Quotas,
    int RollPartitions = 16,
    DrawTermsRequest? Draw = null)
{
    public Answer<WavePlan> ToPlan()
    {
        if (!WaveKey.IsNumber(Number)) return WaveRefusals.NumberInvalid;
        if (ProvinceQuotaItem.ToQuotas(Quotas).IsRefused(out var refusal, out var quotas)) return refusal;
        return new WavePlan(Number, OpensAt, ClosesAt, DrawsAt, AnnouncesAt, RollPartitions, quotas, Draw?.ToTerms());
    }
}

/// <summary>How the seed of a draw comes about (docs/draw.md).</summary>
/// <param name="IfMissing">The rule for a witness or a beacon that does not reveal in time.</param>
/// <param name="RevealMinutes">The minutes after closing in which witnesses and beacon must reveal; 60 by default. They
/// end before the announcement.</param>
/// <param name="Beacon">The public random value that the draw uses; null without one.</param>
internal sealed record DrawTermsRequest(
    MissingSecretRule IfMissing, int RevealMinutes = DrawTermsRequest.DefaultRevealMinutes, DrawBeacon? Beacon = null)
{
    private const int DefaultRevealMinutes = 60;

    public DrawTerms ToTerms() => new(IfMissing, RevealMinutes, Beacon);
}

/// <param name="Quotas">The quotas of the provinces; each province at most once.</param>
internal sealed record ChangeQuotasRequest(ImmutableArray<ProvinceQuotaItem> Quotas);

/// <summary>A wave, and the counts of the applicants on its roll.</summary>
internal sealed record ManagedWaveResponse(WaveResponse Wave, ImmutableArray<RollCount> Applicants);
