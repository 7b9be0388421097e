using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Deadlines;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Deadlines;

public static class DeadlineHosting
{
    /// <summary>
    /// Adds the grains that call other grains when their deadlines are due. Needs an <see cref="IDeadlineReader"/>, a
    /// <see cref="Prakerja.Grains.Programme.ProgrammeClock"/> and a reminder service in the container.
    /// </summary>
    public static ISiloBuilder AddDeadlines(this ISiloBuilder silo)
    {
        silo.Services.AddValidatedOptions<DeadlineOptions>(DeadlineOptions.Section);
        silo.Services.AddSingleton<DeadlineCallLimiter>();
        // After ProgrammeStartup, which sets the clock that decides what is due.
        return silo.AddStartupTask<DeadlinesStartup>(ServiceLifecycleStage.Active + 2);
    }

    /// <summary>
    /// Keeps reminders in the SQLite file with the stock ADO.NET provider. Migration 0002 creates its table and
    /// statements.
    /// </summary>
    public static ISiloBuilder UseSqliteReminders(this ISiloBuilder silo, string connectionString) =>
        silo.UseAdoNetReminderService(options =>
        {
            options.Invariant = "System.Data.SQLite"; // the name under which the provider loads Microsoft.Data.Sqlite
            options.ConnectionString = connectionString;
        });
}
