using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Grains.Management;

namespace Prakerja.Api.Endpoints;

/// <summary>For administrators: the keys with which people of management authenticate.</summary>
internal static class ManagementKeysApi
{
    public static void MapManagementKeysApi(this IEndpointRouteBuilder management)
    {
        var keys = management.MapGroup("/keys").WithTags("Manajemen: kunci").RequireCaller(CallerKinds.Administrator);
        keys.MapPost("/", Create)
            .WithName("createManagementKey")
            .WithSummary("Creates a management key. Only this answer contains the key.");
        keys.MapGet("/", GetAll)
            .WithName("getManagementKeys")
            .WithSummary("Lists all keys by name, including revoked keys.");
        keys.MapDelete("/{name}", Revoke)
            .WithName("revokeManagementKey")
            .WithSummary("Revokes a key for ever. It stops working within five seconds.");
    }

    internal static async Task<Results<Created<NewManagementKeyView>, RefusalResult>> Create(
        CurrentCaller caller, JsonBody<CreateManagementKeyRequest> body, IGrainFactory grains) =>
        (await Keys(grains).Create(body.Value.Name, body.Value.Person, body.Value.Roles, caller.Name))
            .ToCreated(key => $"/api/v1/management/keys/{key.Name}", key => key);

    internal static async Task<Ok<ImmutableArray<ManagementKeyView>>> GetAll(IGrainFactory grains) =>
        TypedResults.Ok(await Keys(grains).GetKeys());

    internal static async Task<Results<NoContent, RefusalResult>> Revoke(
        CurrentCaller caller, string name, IGrainFactory grains) =>
        (await Keys(grains).Revoke(name, caller.Name)).ToNoContent();

    private static IManagementKeysGrain Keys(IGrainFactory grains) =>
        grains.GetGrain<IManagementKeysGrain>(IManagementKeysGrain.Key);
}

/// <summary>A new management key.</summary>
/// <param name="Name">2 to 32 characters: a–z, 0–9 and the hyphen. The history names the person by it.</param>
/// <param name="Person">To whom the key belongs, for example a staff number or an address: 2 to 64 characters of a–z,
/// 0–9, point, hyphen, underscore and @. All keys of one person have the same.</param>
/// <param name="Roles">What the key may do; at least one role.</param>
internal sealed record CreateManagementKeyRequest(string Name, string Person, ImmutableArray<ManagementRole> Roles);
