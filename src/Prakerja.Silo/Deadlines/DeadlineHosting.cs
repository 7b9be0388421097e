using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Deadlines;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Deadlines;

public static class DeadlineHosting
{
    /// <summary>
    /// Has the due table watched. Asks the container for <see cref="IDeadlineReader"/> and
    /// <see cref="Prakerja.Grains.Programme.ProgrammeClock"/>, and for a reminder service.
    /// </summary>
    public static ISiloBuilder AddDeadlines(this ISiloBuilder silo)
    {
        silo.Services.AddValidatedOptions<DeadlineOptions>(DeadlineOptions.Section);
        silo.Services.AddSingleton<DeadlineCallLimiter>();
        // After the start of the house itself: what is due is due by the clock that was loaded then.
        return silo.AddStartupTask<DeadlinesStartup>(ServiceLifecycleStage.Active + 2);
    }

    /// <summary>
    /// Keeps reminders in the SQLite file with the stock ADO.NET provider, whose statements and table the schema brings
    /// along (Schema/sqlite/0002).
    /// </summary>
    public static ISiloBuilder UseSqliteReminders(this ISiloBuilder silo, string connectionString) =>
        silo.UseAdoNetReminderService(options =>
        {
            options.Invariant = "System.Data.SQLite"; // the name under which the provider loads Microsoft.Data.Sqlite
            options.ConnectionString = connectionString;
        });
}
