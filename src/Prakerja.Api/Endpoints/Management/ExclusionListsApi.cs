using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Management;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// The lists of people who may not be selected (E2). NIKs come in; only their hashes go on.
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
            .WithSummary("Puts people on a list; who stands there already is left as he is.");
        lists.MapPost("/removals", Remove)
            .WithName("removeExclusions")
            .WithSummary("Takes people off a list; who does not stand there is passed over.");
    }

    internal static async Task<Results<Ok<ExclusionsAddedResponse>, RefusalResult>> Add(
        string list, CurrentCaller by, JsonBody<ExclusionListRequest> body, IdentityKey identity, IGrainFactory grains)
    {
        if (Find(list, grains) is not { } exclusions) return new RefusalResult(ExclusionRefusals.ListUnknown);
        if (body.Value.ToHashes(identity).IsRefused(out var fault, out var people)) return new RefusalResult(fault);
        var answer = await exclusions.Add(people, by.Name);
        return answer.ToOk(change => new ExclusionsAddedResponse(change.Changed, change.Total));
    }

    internal static async Task<Results<Ok<ExclusionsRemovedResponse>, RefusalResult>> Remove(
        string list, CurrentCaller by, JsonBody<ExclusionListRequest> body, IdentityKey identity, IGrainFactory grains)
    {
        if (Find(list, grains) is not { } exclusions) return new RefusalResult(ExclusionRefusals.ListUnknown);
        if (body.Value.ToHashes(identity).IsRefused(out var fault, out var people)) return new RefusalResult(fault);
        var answer = await exclusions.Remove(people, by.Name);
        return answer.ToOk(change => new ExclusionsRemovedResponse(change.Changed, change.Total));
    }

    private static IExclusionListGrain? Find(string list, IGrainFactory grains) =>
        ExclusionList.Exists(list) ? grains.GetGrain<IExclusionListGrain>(ExclusionList.KeyOf(list)) : null;
}

/// <param name="Niks">1 to 1,000 NIKs; one that is none refuses them all.</param>
internal sealed record ExclusionListRequest(ImmutableArray<string> Niks)
{
    public Answer<ImmutableArray<KeyedHash>> ToHashes(IdentityKey identity)
    {
        var hashes = ImmutableArray.CreateBuilder<KeyedHash>(Niks.Length);
        foreach (var number in Niks)
        {
            if (FieldParser.Nik(number).IsRefused(out var fault, out var nik)) return fault;
            hashes.Add(ParticipantKey.HashOf(nik, identity));
        }

        return hashes.MoveToImmutable();
    }

    public override string ToString() => nameof(ExclusionListRequest);
}

internal sealed record ExclusionsAddedResponse(int Added, long Total);

internal sealed record ExclusionsRemovedResponse(int Removed, long Total);
