using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Prakerja.Silo.Operations;

namespace Prakerja.Api.Tests;

/// <summary>A system that must not start says why in one line that names the key.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("prakerja-start-");

    [Theory]
    [InlineData("Prakerja:Tokens:LifetimeMinutes", "0")]
    [InlineData("Prakerja:Tokens:LifetimeMinutes", "an hour")]
    [InlineData("Prakerja:Admission:ConcurrentRequests", "0")]
    [InlineData("Prakerja:Signatures:WindowSeconds", "-1")]
    [InlineData("Prakerja:ManagementKeys:CacheSeconds", "6")]
    public void Build_BadSetting_IsRefusedWithItsKey(string key, string value)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Build($"--{key}={value}"));

        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ProductionWithAClockThatMoves_IsRefusedWithTheKey()
    {
        var refused = Assert.Throws<StartRefusedException>(
            () => Build("--environment=Production", "--Prakerja:Clock:Adjustable=true"));

        Assert.Contains("Prakerja:Clock:Adjustable", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_ProductionAsItComes_HasNoRehearsal()
    {
        await using var app = Build("--environment=Production");

        Assert.DoesNotContain(
            ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints),
            endpoint => endpoint.DisplayName!.Contains("rehearsal", StringComparison.Ordinal));
    }

    public void Dispose() => data.Delete(recursive: true);

    private WebApplication Build(params string[] settings) => Hosting.Build(
        ["--urls=http://127.0.0.1:0", $"--Prakerja:Data={data.FullName}", .. settings]);
}
