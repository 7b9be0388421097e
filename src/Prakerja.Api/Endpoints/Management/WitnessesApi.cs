using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For witnesses: the hash and the secret with which they take part in the seed of a draw. For operators: the value of
/// a beacon that is typed in, by two of them (S1, docs/draw.md).
/// </summary>
internal static class WitnessesApi
{
    public static void MapWitnessesApi(this IEndpointRouteBuilder management)
    {
        var wave = management.MapGroup("/waves/{wave:int}").WithTags("Manajemen: gelombang");
        wave.MapPost("/witness", Register)
            .RequireCaller(CallerKinds.Witness)
            .WithName("registerWitness")
            .WithSummary("Registers the hash of the witness's secret, until the wave closes. It cannot be changed.");
        wave.MapPost("/reveals", Reveal)
            .RequireCaller(CallerKinds.Witness)
            .WithName("revealSecret")
            .WithSummary("Reveals the witness's secret, after the commitment is published. It is public at once.");
        wave.MapPost("/beacon", TypeBeacon)
            .RequireCaller(CallerKinds.Operator)
            .WithName("typeBeacon")
            .WithSummary("Types in the value of the beacon. It counts when two people have typed the same.");
    }

    internal static Task<Results<Ok<WaveResponse>, RefusalResult>> Register(
        int wave, CurrentCaller caller, JsonBody<RegisterWitnessRequest> body, IGrainFactory grains) =>
        CallAsync(wave, grains, grain => grain.RegisterWitness(body.Value.Hash, caller.Name));

    internal static Task<Results<Ok<WaveResponse>, RefusalResult>> Reveal(
        int wave, CurrentCaller caller, JsonBody<RevealSecretRequest> body, IGrainFactory grains) =>
        CallAsync(wave, grains, grain => grain.RevealSecret(new WitnessSecret(body.Value.Secret), caller.Name));

    internal static Task<Results<Ok<WaveResponse>, RefusalResult>> TypeBeacon(
        int wave, CurrentCaller caller, JsonBody<TypeBeaconRequest> body, IGrainFactory grains) =>
        CallAsync(wave, grains, grain => grain.TypeBeacon(body.Value.Value, caller.Name, caller.People));

    private static async Task<Results<Ok<WaveResponse>, RefusalResult>> CallAsync(
        int wave, IGrainFactory grains, Func<IWaveGrain, Task<Answer<WaveView>>> call) =>
        WaveKey.IsNumber(wave)
            ? (await call(grains.GetGrain<IWaveGrain>(WaveKey.Of(wave)))).ToOk(WaveResponse.Of)
            : new RefusalResult(WaveRefusals.Unknown);
}

/// <param name="Hash">SHA-256 of the secret, 64 hex digits, lower case.</param>
internal sealed record RegisterWitnessRequest(string Hash);

/// <param name="Secret">The secret: 32 random bytes, 64 hex digits, lower case.</param>
internal sealed record RevealSecretRequest(string Secret)
{
    // The secret is not public before the wave has recorded it.
    public override string ToString() => nameof(RevealSecretRequest);
}

/// <param name="Value">The value as its source published it, at most 200 characters.</param>
internal sealed record TypeBeaconRequest(string Value);
