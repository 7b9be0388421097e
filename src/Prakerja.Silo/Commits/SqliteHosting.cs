using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Commits;
using Prakerja.Silo.Operations;

namespace Prakerja.Silo.Commits;

public static class SqliteHosting
{
    /// <summary>The commit log and its readers on SQLite. Asks the container for <see cref="SqliteDatabase"/>.</summary>
    public static IServiceCollection AddSqliteCommitLog(this IServiceCollection services)
    {
        services.AddChecked<SqliteOptions>(SqliteOptions.Section);
        services.AddChecked<CommitLogOptions>(CommitLogOptions.Section);
        services.AddMetrics();
        services.AddSingleton<CommitLogMetrics>();
        services.AddSingleton<ICommitEngine, SqliteCommitEngine>();
        // The log's own waits are real ones, whatever the programme's clock says.
        services.AddSingleton<ICommitLog>(provider =>
            ActivatorUtilities.CreateInstance<CommitLog>(provider, TimeProvider.System));
        services.AddSingleton(provider =>
            new WriteProbe(provider.GetRequiredService<ICommitLog>(), TimeProvider.System));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<SqliteOptions>>().Value);
        services.AddSingleton<SqliteReaders>();
        services.AddSingleton<IClaimReader>(provider => provider.GetRequiredService<SqliteReaders>());
        services.AddSingleton<IEventLogReader>(provider => provider.GetRequiredService<SqliteReaders>());
        services.AddSingleton<IDeadlineReader>(provider => provider.GetRequiredService<SqliteReaders>());
        services.AddSingleton<IRollReader>(provider => provider.GetRequiredService<SqliteReaders>());
        services.AddSingleton<IKeyReader>(provider => provider.GetRequiredService<SqliteReaders>());
        return services;
    }
}
