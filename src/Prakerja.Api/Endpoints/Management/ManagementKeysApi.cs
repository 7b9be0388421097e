using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Management;

namespace Prakerja.Api.Endpoints;

/// <summary>Management's own keys, kept by its administrators.</summary>
internal static class ManagementKeysApi
{
    public static void MapManagementKeysApi(this IEndpointRouteBuilder management)
    {
        var keys = management.MapGroup("/keys").WithTags("Manajemen: kunci").RequireCaller(CallerKinds.Administrator);
        keys.MapPost("/", Create).WithName("createManagementKey").WithSummary("Makes a key, which is shown once.");
        keys.MapGet("/", GetAll).WithName("getManagementKeys").WithSummary("All keys that ever were, by name.");
        keys.MapDelete("/{name}", Revoke)
            .WithName("revokeManagementKey")
            .WithSummary("Ends a key for good; within five seconds nobody accepts it any more.");
    }

    internal static async Task<Results<Created<NewManagementKey>, RefusalResult>> Create(
        CurrentCaller by, JsonBody<CreateKeyRequest> body, IGrainFactory grains) =>
        (await Keys(grains).Create(body.Value.Name, body.Value.Roles, by.Name))
            .ToCreated(key => $"/api/v1/management/keys/{key.Name}", key => key);

    internal static async Task<Ok<ImmutableArray<ManagementKeyView>>> GetAll(IGrainFactory grains) =>
        TypedResults.Ok(await Keys(grains).GetKeys());

    internal static async Task<Results<NoContent, RefusalResult>> Revoke(CurrentCaller by, string name, IGrainFactory grains) =>
        (await Keys(grains).Revoke(name, by.Name)).ToNoContent();

    private static IManagementKeysGrain Keys(IGrainFactory grains) =>
        grains.GetGrain<IManagementKeysGrain>(IManagementKeysGrain.Key);
}

/// <param name="Name">2 to 32 of a–z, 0–9 and the hyphen; the history names the person by it.</param>
internal sealed record CreateKeyRequest(string Name, ImmutableArray<ManagementRole> Roles);
