using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Deadlines;
using Prakerja.Grains.EventStreams;
using Prakerja.Grains.Persistence;
using Prakerja.Silo.CommitLog.Batching;
using Prakerja.Silo.CommitLog.Postgres;
using Prakerja.Silo.CommitLog.Sqlite;
using Prakerja.Silo.Health;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Hosting;

public static class CommitLogHosting
{
    /// <summary>The commit log and its readers on SQLite. Asks the container for <see cref="SqliteDatabase"/>.</summary>
    public static IServiceCollection AddSqliteCommitLog(this IServiceCollection services)
    {
        services.AddValidatedOptions<SqliteOptions>(SqliteOptions.Section);
        services.AddSingleton<ICommitEngine, SqliteCommitEngine>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SqliteOptions>>().Value);
        return services.AddCommitLog().AddReaders<SqliteReaders>();
    }

    /// <summary>The commit log and its readers on PostgreSQL. Asks the container for <see cref="PostgresDatabase"/>.</summary>
    public static IServiceCollection AddPostgresCommitLog(this IServiceCollection services)
    {
        services.AddSingleton<ICommitEngine, PostgresCommitEngine>();
        return services.AddCommitLog().AddPostgresReaders();
    }

    /// <summary>The readers alone, for a node that hosts no grains.</summary>
    public static IServiceCollection AddPostgresReaders(this IServiceCollection services) =>
        services.AddReaders<PostgresReaders>();

    private static IServiceCollection AddCommitLog(this IServiceCollection services)
    {
        services.AddValidatedOptions<CommitLogOptions>(CommitLogOptions.Section);
        services.AddMetrics();
        services.AddSingleton<CommitLogMetrics>();
        services.AddSingleton<IReadinessCheck>(provider =>
            new WriteProbe(provider.GetRequiredService<ICommitLog>(), TimeProvider.System));
        // The log's own waits are real ones, whatever the programme's clock says.
        return services.AddSingleton<ICommitLog>(provider =>
            ActivatorUtilities.CreateInstance<BatchingCommitLog>(provider, TimeProvider.System));
    }

    private static IServiceCollection AddReaders<TReaders>(this IServiceCollection services)
        where TReaders : class, IClaimReader, IEventLogReader, IDeadlineReader, IRollReader, IKeyReader
    {
        services.AddSingleton<TReaders>();
        services.AddSingleton<IClaimReader>(provider => provider.GetRequiredService<TReaders>());
        services.AddSingleton<IEventLogReader>(provider => provider.GetRequiredService<TReaders>());
        services.AddSingleton<IDeadlineReader>(provider => provider.GetRequiredService<TReaders>());
        services.AddSingleton<IRollReader>(provider => provider.GetRequiredService<TReaders>());
        services.AddSingleton<IKeyReader>(provider => provider.GetRequiredService<TReaders>());
        services.AddSingleton<IReadinessCheck>(provider =>
            new StoreCheck(provider.GetRequiredService<IClaimReader>(), TimeProvider.System));
        return services;
    }
}
