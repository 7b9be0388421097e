using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Prakerja.Grains.Programme;
using Prakerja.Silo.CommitLog.Sqlite;
using Prakerja.Silo.Startup;
using Prakerja.TestCommon;

namespace Prakerja.Silo.Tests.CommitLog;

public sealed class SqliteStartTests : IDisposable
{
    private readonly string directory = SqliteTestStore.NewDirectory();
    private readonly SqliteOptions options;

    public SqliteStartTests() => options = new SqliteOptions { DataDirectory = directory };

    private string File => Path.Combine(options.DataDirectory, DataDirectory.DatabaseFileName);

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Starting_again_applies_no_migration_twice_and_keeps_everything()
    {
        await UseAsync(store => store.Log.CommitAsync(Given.Commit(1)).AsTask());
        string? before = null;
        await UseAsync(async store =>
        {
            before = await store.DumpAsync();
            Assert.Equal(
                await store.NumberAsync("SELECT count(DISTINCT number) FROM schema_migration"),
                await store.NumberAsync("SELECT max(number) FROM schema_migration"));
        });
        await UseAsync(async store =>
        {
            Assert.Equal(before, await store.DumpAsync());
        });
    }

    [Fact]
    public async Task Event_numbers_go_on_after_a_restart()
    {
        await UseAsync(store => store.Log.CommitAsync(Given.Commit(1, events: 3)).AsTask());
        await UseAsync(async store =>
            Assert.Equal(4, (await store.Log.CommitAsync(Given.Commit(2))).LastEvent));
    }

    [Fact]
    public void A_missing_database_of_a_used_directory_is_not_made_anew()
    {
        AssertRefused("is missing", expectExisting: true);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_missing_database_whose_log_is_left_is_not_made_anew()
    {
        await UseAsync(store => store.Log.CommitAsync(Given.Commit(1)).AsTask());
        System.IO.File.Delete(File);
        await System.IO.File.WriteAllBytesAsync(File + "-wal", new byte[4096], TestContext.Current.CancellationToken);
        AssertRefused("is missing");
    }

    [Fact]
    public async Task An_emptied_database_is_refused()
    {
        await UseAsync(_ => Task.CompletedTask);
        await System.IO.File.WriteAllBytesAsync(File, [], TestContext.Current.CancellationToken);
        AssertRefused("is empty", expectExisting: true);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    public async Task A_truncated_database_is_refused(double left)
    {
        await UseAsync(store => store.Log.CommitAsync(Given.Commit(1)).AsTask());
        using (var file = System.IO.File.OpenWrite(File))
            file.SetLength((long)(file.Length * left));
        AssertRefused("is truncated");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var text = new string('x', 5000);
        await System.IO.File.WriteAllTextAsync(File, text, TestContext.Current.CancellationToken);
        AssertRefused("is not an SQLite database");
        Assert.Equal(text, await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_damaged_schema_is_refused()
    {
        await UseAsync(_ => Task.CompletedTask);
        using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = 100;
            file.Write(Enumerable.Repeat((byte)0xEE, 3900).ToArray());
        }

        AssertRefused("is damaged");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_unchanged()
    {
        await UseAsync(_ => Task.CompletedTask);
        Run("INSERT INTO schema_migration (number, name, applied_at) VALUES (9999, 'future', 0)");
        var before = await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken);
        AssertRefused("comes from a newer version");
        Assert.Equal(before, await System.IO.File.ReadAllBytesAsync(File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_unchanged()
    {
        Run("CREATE TABLE theirs (x)", SqliteOpenMode.ReadWriteCreate);
        AssertRefused("another program: use a directory of its own (--Prakerja:Data=DIR)");
    }

    [Fact]
    public async Task Another_identity_key_is_refused()
    {
        await UseAsync(_ => Task.CompletedTask);
        AssertRefused("another identity key", identityKey: new KeyedHash(3, 4));
        await UseAsync(_ => Task.CompletedTask);
    }

    [Fact]
    public async Task A_second_process_is_refused_while_the_first_one_runs()
    {
        await UseAsync(_ =>
        {
            AssertRefused("in use by another process");
            return Task.CompletedTask;
        });
        await UseAsync(_ => Task.CompletedTask);
    }

    [Fact]
    public async Task A_database_locked_by_another_program_is_refused()
    {
        await UseAsync(_ => Task.CompletedTask);
        options.BusyTimeoutMilliseconds = 100;
        using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        other.Open();
        using var transaction = other.BeginTransaction();
        AssertRefused("is locked by another program");
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_refused()
    {
        options.DataDirectory = "/proc/prakerja";
        AssertRefused("name another with --Prakerja:Data=DIR");
    }

    [Fact]
    public async Task A_read_only_file_or_directory_is_refused()
    {
        // Permissions do not bind root; what the user "nobody" sees is asked in a process of its own.
        Assert.SkipUnless(Environment.UserName == "root" && System.IO.File.Exists("/usr/bin/setpriv"), "Needs root.");
        Assert.SkipUnless(
            NobodyUser.CanRead(typeof(StartTry).Assembly.Location), "The user nobody cannot read the tests or .NET.");
        await UseAsync(_ => Task.CompletedTask);
        Allow(Path.Combine(options.DataDirectory, SqliteOptions.LockFileName), (UnixFileMode)0b110_110_110);

        Allow(options.DataDirectory, (UnixFileMode)0b111_111_111);
        Allow(File, (UnixFileMode)0b100_100_100);
        Assert.Contains("may not be written", await StartAsNobodyAsync(), StringComparison.Ordinal);

        Allow(File, (UnixFileMode)0b000_000_000);
        Assert.Contains("cannot be read", await StartAsNobodyAsync(), StringComparison.Ordinal);

        System.IO.File.Delete(Path.Combine(options.DataDirectory, SqliteOptions.LockFileName));
        Allow(options.DataDirectory, (UnixFileMode)0b101_101_101);
        Assert.Contains("may not be written", await StartAsNobodyAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13, "is full: free space on its disk, or raise Prakerja:Sqlite:MaxDatabaseMiB")]
    [InlineData(11, "is damaged")]
    [InlineData(8, "may not be written")]
    [InlineData(10, "check the disk")]
    public void Every_failure_is_told_in_one_line_that_names_the_file(int code, string words)
    {
        var line = SqliteFailure.Describe(new SqliteException("x", code, code), "/data/prakerja.db");
        Assert.Contains(words, line, StringComparison.Ordinal);
        Assert.Contains("/data/prakerja.db", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }

    private async Task UseAsync(Func<SqliteTestStore, Task> use)
    {
        var store = SqliteTestStore.Open(options);
        try
        {
            await use(store);
        }
        finally
        {
            await store.CloseAsync();
        }
    }

    private void AssertRefused(string words, bool expectExisting = false, KeyedHash? identityKey = null)
    {
        var refused = Assert.Throws<StartRefusedException>(() => SqliteDatabase.Open(
            options, identityKey ?? CommitStore.IdentityKey, expectExisting, TimeProvider.System));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Contains(options.DataDirectory, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    private void Run(string sql, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
    {
        using var connection = new SqliteConnection($"Data Source={File};Mode={mode};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Allow(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(path, mode);
    }

    private async Task<string> StartAsNobodyAsync()
    {
        var command = NobodyUser.Command(OwnProgram.Command(StartTry.Argument, options.DataDirectory));
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return error;
    }
}

/// <summary>Run as a process of its own under another user: tries to open the database and prints why not.</summary>
internal static class StartTry
{
    public const string Argument = "start-try";

    public static int Run(string directory)
    {
        try
        {
            using var database = SqliteDatabase.Open(
                new SqliteOptions { DataDirectory = directory }, CommitStore.IdentityKey, false, TimeProvider.System);
            return 0;
        }
        catch (StartRefusedException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return 1;
        }
    }
}

/// <summary>How to start this test program again as another process.</summary>
internal static class OwnProgram
{
    /// <summary>
    /// Started as <c>dotnet tests.dll</c> the process is dotnet, and the assembly its first argument.
    /// </summary>
    public static string[] Command(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, typeof(OwnProgram).Assembly.Location, .. arguments]
            : [program, .. arguments];
    }
}
