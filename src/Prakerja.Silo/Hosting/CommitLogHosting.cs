using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Waves;
using Prakerja.Silo.CommitLog.Batching;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.CommitLog.Sqlite;
using Prakerja.Silo.Health;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Hosting;

public static class CommitLogHosting
{
    /// <summary>Adds the commit log and its readers on SQLite. Needs a <see cref="SqliteDatabase"/>.</summary>
    public static IServiceCollection AddSqliteCommitLog(this IServiceCollection services)
    {
        services.AddValidatedOptions<SqliteOptions>(SqliteOptions.Section);
        services.AddSingleton<SqliteCommitEngine>();
        services.AddSingleton<ICommitEngine>(provider => provider.GetRequiredService<SqliteCommitEngine>());
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SqliteOptions>>().Value);
        services.AddSingleton<IDrawFiles, SqliteDrawFiles>();
        services.AddSingleton<IAwardStore, SqliteAwards>();
        return services.AddCommitLog().AddReaders<SqliteReaders>();
    }

    /// <summary>Adds the commit log and its readers on PostgreSQL. Needs a <see cref="PostgresDatabase"/>.</summary>
    public static IServiceCollection AddPostgresCommitLog(this IServiceCollection services)
    {
        services.AddSingleton<ICommitEngine, PostgresCommitEngine>();
        return services.AddCommitLog().AddPostgresReaders();
    }

    /// <summary>
    /// Adds only the readers, and the stores of the draw for its downloads, for a node that hosts no grains.
    /// </summary>
    public static IServiceCollection AddPostgresReaders(this IServiceCollection services)
    {
        services.AddSingleton<PostgresDrawSessions>();
        services.AddSingleton<IDrawFiles, PostgresDrawFiles>();
        services.AddSingleton<IAwardStore, PostgresAwards>();
        return services.AddReaders<PostgresReaders>();
    }

    private static IServiceCollection AddCommitLog(this IServiceCollection services)
    {
        services.AddValidatedOptions<CommitLogOptions>(CommitLogOptions.Section);
        services.AddMetrics();
        services.AddSingleton<CommitLogMetrics>();
        services.AddSingleton<IReadinessCheck>(provider =>
            new WriteProbe(provider.GetRequiredService<ICommitLog>(), TimeProvider.System));
        // The commit log waits in real time, not by the clock of a rehearsal.
        return services.AddSingleton<ICommitLog>(provider =>
            ActivatorUtilities.CreateInstance<BatchingCommitLog>(provider, TimeProvider.System));
    }

    private static IServiceCollection AddReaders<TReaders>(this IServiceCollection services)
        where TReaders : class, IClaimReader, IEventLogReader, IDeadlineReader, IRollReader, IGrainKeyReader
    {
        services.AddSingleton<TReaders>();
        services.AddSingleton<IClaimReader>(provider => provider.GetRequiredService<TReaders>());
        services.AddSingleton<IEventLogReader>(provider => provider.GetRequiredService<TReaders>());
        services.AddSingleton<IDeadlineReader>(provider => provider.GetRequiredService<TReaders>());
        services.AddSingleton<IRollReader>(provider => provider.GetRequiredService<TReaders>());
        services.AddSingleton<IGrainKeyReader>(provider => provider.GetRequiredService<TReaders>());
        services.AddSingleton<IReadinessCheck>(provider =>
            new StoreCheck(provider.GetRequiredService<IClaimReader>(), TimeProvider.System));
        return services;
    }
}
