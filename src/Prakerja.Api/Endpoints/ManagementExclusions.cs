using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Http;
using Prakerja.Api.Security;
using Prakerja.Grains.Commits;
using Prakerja.Grains.Management;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>
/// The lists of people who may not be selected (E2). NIKs come in; only their hashes go on.
/// </summary>
internal static class ManagementExclusions
{
    public static void MapManagementExclusions(this IEndpointRouteBuilder management)
    {
        var lists = management.MapGroup("/exclusions/{list}")
            .WithTags("Manajemen: daftar pengecualian")
            .Needs(Callers.Operator);
        lists.MapPost("/", Add)
            .WithName("addExclusions")
            .WithSummary("Puts people on a list; who stands there already is left as he is.");
        lists.MapPost("/removals", Remove)
            .WithName("removeExclusions")
            .WithSummary("Takes people off a list; who does not stand there is passed over.");
    }

    internal static async Task<Results<Ok<ExclusionsAdded>, Refused>> Add(
        string list, Caller by, Body<PeopleNamed> body, IdentityKey identity, IGrainFactory grains)
    {
        if (Find(list, grains) is not { } exclusions) return new Refused(ExclusionRefusals.ListUnknown);
        if (body.Value.ToHashes(identity).IsRefused(out var fault, out var people)) return new Refused(fault);
        var answer = await exclusions.Add(people, by.Name);
        return answer.ToOk(change => new ExclusionsAdded(change.Changed, change.Total));
    }

    internal static async Task<Results<Ok<ExclusionsRemoved>, Refused>> Remove(
        string list, Caller by, Body<PeopleNamed> body, IdentityKey identity, IGrainFactory grains)
    {
        if (Find(list, grains) is not { } exclusions) return new Refused(ExclusionRefusals.ListUnknown);
        if (body.Value.ToHashes(identity).IsRefused(out var fault, out var people)) return new Refused(fault);
        var answer = await exclusions.Remove(people, by.Name);
        return answer.ToOk(change => new ExclusionsRemoved(change.Changed, change.Total));
    }

    private static IExclusionListGrain? Find(string list, IGrainFactory grains) =>
        ExclusionList.Exists(list) ? grains.GetGrain<IExclusionListGrain>(ExclusionList.KeyOf(list)) : null;
}

/// <param name="Niks">1 to 1,000 NIKs; one that is none refuses them all.</param>
internal sealed record PeopleNamed(ImmutableArray<string> Niks)
{
    public Answer<ImmutableArray<KeyedHash>> ToHashes(IdentityKey identity)
    {
        var hashes = ImmutableArray.CreateBuilder<KeyedHash>(Niks.Length);
        foreach (var number in Niks)
        {
            if (Fields.Nik(number).IsRefused(out var fault, out var nik)) return fault;
            hashes.Add(ParticipantKey.HashOf(nik, identity));
        }

        return hashes.MoveToImmutable();
    }

    public override string ToString() => nameof(PeopleNamed);
}

internal sealed record ExclusionsAdded(int Added, long Total);

internal sealed record ExclusionsRemoved(int Removed, long Total);
