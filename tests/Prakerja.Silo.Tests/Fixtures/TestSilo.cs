using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Orleans.Reminders;
using Orleans.TestingHost;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Messages;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Deadlines;
using Prakerja.TestCommon;

namespace Prakerja.Silo.Tests.Fixtures;

/// <summary>
/// A silo, or several, on a SQLite file. Its clock stands still until it is moved, and drives grain timers, reminders
/// and what grains take for now; event streams run by the real one.
/// </summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    // Not a second flat. Orleans waits for instants that chance has chosen to the tick, by delays cut to
    // milliseconds; on a clock that stands less than one before it, that is a delay of nothing, without end.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1) + TimeSpan.FromTicks(9_999);

    private readonly InProcessTestCluster cluster;

    private TestSilo(Action<ISiloBuilder> configure, bool realTime, short silos)
    {
        Clock = new ProgrammeClock(realTime ? TimeProvider.System : Time);
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            if (!realTime)
            {
                silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Time);
                silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, Time);
            }

            silo.Services.AddSingleton(Clock);
            silo.Services.AddSingleton(TimeProvider.System);
            silo.Services.AddSingleton<ICommitLog>(Store);
            silo.Services.AddSingleton<IEventLogReader>(Store.Readers);
            silo.Services.AddSingleton<IDeadlineReader>(Store.Readers);
            silo.Services.AddSingleton(new IdentityKey(new byte[IdentityKey.LengthBytes]));
            silo.Services.AddSingleton<NotificationServices>();
            silo.Services.AddSingleton<IMessageChannel, NoMessages>();
            silo.Services.AddSingleton<ILoggerProvider>(Log);
            silo.UseSqliteReminders(Store.ConnectionString);
            configure(silo);
        });
        cluster = builder.Build();
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public ProgrammeClock Clock { get; }

    public SqliteStore Store { get; } = new();

    public CapturedLog Log { get; } = new();

    public IGrainFactory Grains => cluster.Client;

    public IServiceProvider Services => cluster.GetSiloServiceProvider();

    public static async Task<TestSilo> Build(
        Action<ISiloBuilder> configure, bool realTime = false, short silos = 1)
    {
        var system = new TestSilo(configure, realTime, silos);
        await system.cluster.DeployAsync();
        return system;
    }

    /// <summary>
    /// Lets the clock run, a second at a time, so that timers and reminders come one after the other.
    /// </summary>
    public async Task Run(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            Time.Advance(Step);
            await Task.Delay(5);
        }
    }

    /// <summary>Lets the clock run until something holds, for at most 30 s of real time.</summary>
    public async Task RunUntil(Func<bool> holds, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            Assert.False(patience.IsCancellationRequested, $"After 30 s: {what}.");
            await Run(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>
    /// Lets the clock run to an instant, and until something holds that falls due then. That takes its time on a
    /// busy machine, so from the instant on the clock goes slowly, and for ten seconds: later is too late.
    /// </summary>
    public async Task RunPast(DateTimeOffset instant, Func<bool> holds, string what)
    {
        await Run(instant - Clock.GetUtcNow());
        for (var late = 0; !await HoldsSoon(holds); late++)
        {
            Assert.True(late < 10, $"10 s after {instant:T}: {what}.");
            Time.Advance(Step);
        }
    }

    /// <summary>Waits, by the real clock, until something holds.</summary>
    public static async Task Until(Func<Task<bool>> holds, string what, int pauseMilliseconds = 20)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await holds())
        {
            Assert.False(patience.IsCancellationRequested, $"After 30 s: {what}.");
            await Task.Delay(pauseMilliseconds);
        }
    }

    public Task Stop() => cluster.StopSiloAsync(cluster.Silos[^1]);

    public Task Crash() => cluster.KillSiloAsync(cluster.Silos[^1]);

    public Task StartAgain() => cluster.StartAdditionalSiloAsync();

    public Task Deactivate(IAddressable grain) => cluster.DeactivateAsync(grain);

    public bool IsActive(GrainId grain) => cluster.TryGetGrainContext(grain, out _);

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static async Task<bool> HoldsSoon(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        while (!holds())
        {
            if (patience.IsCancellationRequested) return false;
            await Task.Delay(5);
        }

        return true;
    }
}
