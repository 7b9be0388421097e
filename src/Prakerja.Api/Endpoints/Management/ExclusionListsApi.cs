using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Management;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// For operators: the exclusion lists of people who may not be selected (E2). Requests contain NIKs; the grains get
/// only keyed hashes of them.
/// </summary>
internal static class ExclusionListsApi
{
    public static void MapExclusionListsApi(this IEndpointRouteBuilder management)
    {
        var lists = management.MapGroup("/exclusions/{list}")
            .WithTags("Manajemen: daftar pengecualian")
            .RequireCaller(CallerKinds.Operator);
        lists.MapPost("/", Add)
            .WithName("addExclusions")
            .WithSummary("Adds people to an exclusion list. NIKs that are already on the list are ignored.");
        lists.MapPost("/removals", Remove)
            .WithName("removeExclusions")
            .WithSummary("Removes people from an exclusion list. NIKs that are not on the list are ignored.");
    }

    internal static async Task<Results<Ok<ExclusionsAddedResponse>, RefusalResult>> Add(
        string list,
        CurrentCaller caller,
        JsonBody<ExclusionListRequest> body,
        IdentityKey identity,
        IGrainFactory grains)
    {
        if (Find(list, grains) is not { } exclusions) return new RefusalResult(ExclusionRefusals.ListUnknown);
        if (body.Value.ToHashes(identity).IsRefused(out var refusal, out var people)) return new RefusalResult(refusal);
        var answer = await exclusions.Add(people, caller.Name);
        return answer.ToOk(change => new ExclusionsAddedResponse(change.Changed, change.Total));
    }

    internal static async Task<Results<Ok<ExclusionsRemovedResponse>, RefusalResult>> Remove(
        string list,
        CurrentCaller caller,
        JsonBody<ExclusionListRequest> body,
        IdentityKey identity,
        IGrainFactory grains)
    {
        if (Find(list, grains) is not { } exclusions) return new RefusalResult(ExclusionRefusals.ListUnknown);
        if (body.Value.ToHashes(identity).IsRefused(out var refusal, out var people)) return new RefusalResult(refusal);
        var answer = await exclusions.Remove(people, caller.Name);
        return answer.ToOk(change => new ExclusionsRemovedResponse(change.Changed, change.Total));
    }

    private static IExclusionListGrain? Find(string list, IGrainFactory grains) =>
        ExclusionList.Exists(list) ? grains.GetGrain<IExclusionListGrain>(ExclusionList.KeyOf(list)) : null;
}

/// <param name="Niks">1 to 1,000 NIKs of 16 digits. If one is invalid, the whole request is refused.</param>
internal sealed record ExclusionListRequest(ImmutableArray<string> Niks)
{
    public Answer<ImmutableArray<KeyedHash>> ToHashes(IdentityKey identity)
    {
        var hashes = ImmutableArray.CreateBuilder<KeyedHash>(Niks.Length);
        foreach (var number in Niks)
        {
            if (FieldParser.Nik(number).IsRefused(out var refusal, out var nik)) return refusal;
            hashes.Add(ParticipantKey.HashOf(nik, identity));
        }

        return hashes.MoveToImmutable();
    }

    public override string ToString() => nameof(ExclusionListRequest);
}

/// <param name="Added">How many people were not on the list before.</param>
/// <param name="Total">How many people are on the list now.</param>
internal sealed record ExclusionsAddedResponse(int Added, long Total);

/// <param name="Removed">How many people were on the list before.</param>
/// <param name="Total">How many people are on the list now.</param>
internal sealed record ExclusionsRemovedResponse(int Removed, long Total);
