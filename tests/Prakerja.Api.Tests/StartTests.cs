using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Prakerja.Silo.Startup;

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
    [InlineData("Prakerja:Programme:PurchaseWindowDays", "0")]
    [InlineData("Prakerja:Programme:BalanceEndDay", "first")]
    [InlineData("Prakerja:Programme:LastPurchaseDay", "30")]
    [InlineData("Prakerja:Programme:IntroductionVideoSeconds:1", "long")]
    [InlineData("Prakerja:Deadlines:CallsAtOnce", "0")]
    [InlineData("Prakerja:Deadlines:CallsAtOnce", "many")]
    [InlineData("Prakerja:Deadlines:LookPeriod", "a second")]
    [InlineData("Prakerja:CommitLog:MaxBatch", "0")]
    [InlineData("Prakerja:CommitLog:MaxBatch", "99999999999")]
    [InlineData("Prakerja:Sqlite:WriteAheadLogMiB", "0")]
    [InlineData("Prakerja:Sqlite:WriterCacheMiB", "1 GiB")]
    [InlineData("Prakerja:EventStreams:BatchEvents", "0")]
    [InlineData("Prakerja:EventStreams:MaxHeldEvents", "511")]
    [InlineData("Prakerja:EventStreams:CheckpointPeriod", "-1")]
    [InlineData("Prakerja:Clock:Adjustable", "perhaps")]
    [InlineData("Prakerja:Demo:Enabled", "perhaps")]
    public void Build_BadSetting_IsRefusedInOneLineThatBeginsWithItsKey(string key, string value)
    {
        var refused = Assert.Throws<StartRefusedException>(() => Build($"--{key}={value}"));

        Assert.StartsWith($"{key}: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Build_AfterAFirstStartThatMadeTheKeyAndNoDatabase_MakesTheDatabase()
    {
        new Silo.Startup.IdentityKeyFile(Path.Combine(data.FullName, "identity.key")).ReadOrMake();

        await using var app = Build();

        Assert.True(File.Exists(Path.Combine(data.FullName, "prakerja.db")));
    }

    [Fact]
    public async Task Build_OutboxThatWasMadeBeforehand_IsNoSignOfALostDatabase()
    {
        var outbox = data.CreateSubdirectory("outbox").FullName;

        await using var app = Build($"--Prakerja:Outbox={outbox}");

        Assert.True(File.Exists(Path.Combine(data.FullName, "prakerja.db")));
    }

    [Fact]
    public void Build_AnEmptyDirectoryWithTokenKeys_IsADatabaseThatWasLost()
    {
        data.CreateSubdirectory("token-keys");

        var refused = Assert.Throws<StartRefusedException>(() => Build());

        Assert.Contains("was used before", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_BadSettingsOfTwoSections_AreBothNamedInOneLine()
    {
        var refused = Assert.Throws<StartRefusedException>(() => Build(
            "--Prakerja:Deadlines:PageRows=0", "--Prakerja:Tokens:LifetimeMinutes=soon"));

        Assert.Contains("Prakerja:Deadlines:PageRows: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Prakerja:Tokens:LifetimeMinutes: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
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

    private WebApplication Build(params string[] settings) => ApiProgram.Build(
        ["--urls=http://127.0.0.1:0", $"--Prakerja:Data={data.FullName}", .. settings]);
}
