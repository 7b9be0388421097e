using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Prakerja.Silo.Health;

namespace Prakerja.Silo.Tests.Health;

public sealed class ReadinessReportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_started_node_whose_checks_all_pass_is_ready()
    {
        var report = await ReportAsync(new Lifetime(started: true), null, null);

        Assert.Equal("""{"status":"ready","reasons":[]}""", JsonOf(report));
    }

    [Fact]
    public async Task Every_failed_check_is_a_reason_and_so_is_a_stop()
    {
        var report = await ReportAsync(new Lifetime(started: true, stopping: true), "The store is full.", null);

        Assert.Equal(
            """{"status":"notReady","reasons":["The store is full.","The process is stopping."]}""", JsonOf(report));
    }

    [Fact]
    public async Task A_node_that_is_still_starting_is_not_ready()
    {
        var report = await ReportAsync(new Lifetime(started: false), null, null);

        Assert.Equal("""{"status":"notReady","reasons":["The process is starting."]}""", JsonOf(report));
    }

    [Fact]
    public void A_live_node_reports_no_reasons() =>
        Assert.Equal("""{"status":"live","reasons":[]}""", JsonOf(HealthReport.Live));

    private static Task<HealthReport> ReportAsync(Lifetime lifetime, params string?[] failures) =>
        failures.Select(failure => new Check(failure)).GetReportAsync(lifetime, Cancellation);

    private static string JsonOf(HealthReport report) =>
        JsonSerializer.Serialize(report, HealthJson.Default.HealthReport);

    private sealed class Check(string? failure) : IReadinessCheck
    {
        public ValueTask<string?> GetFailureAsync(CancellationToken cancellationToken) => ValueTask.FromResult(failure);
    }

    private sealed class Lifetime(bool started, bool stopping = false) : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted { get; } = new(canceled: started);

        public CancellationToken ApplicationStopping { get; } = new(canceled: stopping);

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => throw new NotSupportedException();
    }
}
