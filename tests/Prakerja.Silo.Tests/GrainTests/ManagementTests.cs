using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Management;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Rehearsal;
using Prakerja.Silo.Startup;
using Prakerja.Silo.Tests.Hosting;

namespace Prakerja.Silo.Tests.GrainTests;

public sealed class ManagementTests
{
    private static readonly ImmutableArray<KeyedHash> Thousand =
        [.. Enumerable.Range(1, 1_000).Select(low => new KeyedHash(7, (ulong)low))];

    [Fact]
    public async Task E2_a_list_holds_a_claim_on_each_of_its_people_until_they_are_removed()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var list = system.Grains.GetGrain<IExclusionListGrain>(ExclusionList.KeyOf("dtks"));
        var claims = system.Host.Services.GetRequiredService<IClaimReader>();

        Assert.Equal(new ExclusionChange(1_000, 1_000), (await list.Add(Thousand, "first")).Value);
        Assert.Equal(new ExclusionChange(0, 1_000), (await list.Add(Thousand, "first")).Value);
        Assert.Equal(
            ExclusionList.KeyOf("dtks"),
            await claims.FindHolderAsync(ClaimKind.ExcludedWelfareRecipient, Thousand[0]));
        Assert.Equal(new ExclusionChange(10, 990), (await list.Remove(Thousand[..10], "first")).Value);
        Assert.Null(await claims.FindHolderAsync(ClaimKind.ExcludedWelfareRecipient, Thousand[0]));
        Assert.Equal(new ExclusionChange(5, 995), (await list.Add(Thousand[5..20], "first")).Value);
    }

    [Fact]
    public async Task A_key_opens_until_it_is_revoked()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var keys = system.Grains.GetGrain<IManagementKeysGrain>(IManagementKeysGrain.Key);
        var made = (await keys.Create("anna", "anna", [ManagementRole.Operator], "first")).Value!;

        Assert.Equal("anna", (await keys.Find(ManagementKeyHash.Of(made.Key)))?.Name);
        Assert.Null((await keys.Revoke("anna", "first")).Refusal);
        Assert.Null(await keys.Find(ManagementKeyHash.Of(made.Key)));
        Assert.Equal(["anna", "first"], (await keys.GetKeys()).Select(key => key.Name));
    }

    [Fact]
    public async Task A_rehearsal_goes_on_where_it_was_and_never_without_being_one()
    {
        var directory = Directory.CreateTempSubdirectory("prakerja-").FullName;
        await using (var system = await EmbeddedSystem.StartAsync(directory, adjustable: true))
        {
            var clock = system.Grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key);
            Assert.Null((await clock.Advance(TimeSpan.FromDays(75), "first")).Refusal);
            var moved = (await clock.MoveTo(system.Clock.GetUtcNow().AddDays(1), "first")).Value!;
            Assert.InRange(moved.Ahead, TimeSpan.FromDays(75.99), TimeSpan.FromDays(76.01));
        }

        await using (var system = await EmbeddedSystem.StartAsync(directory, adjustable: true))
            Assert.InRange(system.Clock.Ahead, TimeSpan.FromDays(75.99), TimeSpan.FromDays(76.01));

        await Assert.ThrowsAnyAsync<StartRefusedException>(() => EmbeddedSystem.StartAsync(directory));
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Outside_a_rehearsal_the_clock_is_not_moved()
    {
        await using var system = await EmbeddedSystem.StartAsync();
        var clock = system.Grains.GetGrain<IRehearsalGrain>(IRehearsalGrain.Key);

        Assert.Equal(
            RehearsalRefusals.NotAdjustable, (await clock.Advance(TimeSpan.FromDays(1), "first")).Refusal);
        Assert.Equal(TimeSpan.Zero, (await clock.GetClock()).Ahead);
    }
}
