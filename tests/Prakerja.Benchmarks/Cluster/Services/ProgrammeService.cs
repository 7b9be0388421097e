using System.Globalization;
using System.Text;
using Prakerja.Benchmarks.Stores;
using Prakerja.Grains.Programme;
using Prakerja.Load.Measuring;
using Prakerja.Silo.Startup;

namespace Prakerja.Benchmarks.Cluster.Services;

/// <summary>How the processes of the programme are arranged on this machine.</summary>
internal enum Layout
{
    /// <summary>One process: the API hosts the silo.</summary>
    CoHosted,

    /// <summary>Two: an API node, and a silo behind its gateway.</summary>
    Apart,
}

/// <summary>The real programme on a database of a PostgreSQL server.</summary>
internal sealed class ProgrammeService : IJoinService
{
    private const string ClusterId = "prakerja";
    private const string Ready = "/health/ready";
    private const int Wave = 21;

    private readonly PostgresStore store;
    private readonly SeededPeople people;
    private readonly Layout layout;
    private readonly IReadOnlyList<string> settings;
    private readonly string directory;
    private readonly int connections;
    private ProgramProcess? silo;

    private ProgrammeService(
        PostgresStore store,
        IdentityKey identity,
        Layout layout,
        IReadOnlyList<string> settings,
        string directory,
        int connections)
    {
        (this.store, this.layout, this.settings) = (store, layout, settings);
        (this.directory, this.connections) = (directory, connections);
        people = new SeededPeople(store.Log, identity);
        Program = null!;
    }

    public string Name => layout == Layout.CoHosted
        ? "the programme, one process"
        : "the programme, API node and silo";

    public ProgramProcess Program { get; private set; }

    /// <summary>The process that hosts the grains.</summary>
    public ProgramProcess Silo => silo ?? Program;

    public PostgresStore Store => store;

    public SeededPeople People => people;

    public ManagementClient Management => new(Program.Url, Path.Combine(directory, "management.key"));

    public static async Task<ProgrammeService> StartAsync(
        string connectionString, Layout layout, string directory, int connections, params string[] more)
    {
        Directory.CreateDirectory(directory);
        var identity = new IdentityKeyFile(new DataDirectory(directory).IdentityKeyPath).ReadOrMake();
        var store = await PostgresStore.OpenAsync(connectionString, identity.Fingerprint, ClusterId);
        string[] settings =
        [
            $"--Prakerja:Postgres:ConnectionString={connectionString}",
            $"--Prakerja:Cluster:Id={ClusterId}",
            $"--Prakerja:Data={directory}",
            "--Prakerja:Clock:Adjustable=true",
            "--Prakerja:Demo:Enabled=false",
            "--Prakerja:SourceLimits:Enabled=false",
            "--Prakerja:Tokens:LifetimeMinutes=1440",
            .. more,
        ];
        var service = new ProgrammeService(store, identity, layout, settings, directory, connections);
        await service.StartProgramsAsync();
        using var management = service.Management;
        var now = await management.NowAsync();
        await management.OpenWaveAsync(Wave, now.AddDays(14), now.AddDays(14).AddMinutes(2));
        return service;
    }

    /// <summary>Stops all processes of the programme as a service manager does.</summary>
    public async Task StopProgramsAsync()
    {
        await Program.StopAsync();
        await Program.DisposeAsync();
        if (silo is null) return;
        await silo.StopAsync();
        await silo.DisposeAsync();
        silo = null;
    }

    public async Task StartProgramsAsync()
    {
        string[] ports = [Setting("SiloPort"), Setting("GatewayPort")];
        if (layout == Layout.Apart)
        {
            string[] own = [.. settings, .. ports];
            silo = await ProgramProcess.StartAsync("Prakerja.Silo", Ready, own, directory);
        }

        Program = await ProgramProcess.StartAsync(
            "Prakerja.Api",
            Ready,
            layout == Layout.Apart ? settings : [.. settings, .. ports, "--Prakerja:Cluster:CoHosted=true"],
            directory);

        static string Setting(string name) => string.Create(
            CultureInfo.InvariantCulture, $"--Prakerja:Cluster:{name}={ProgramProcess.FreePort()}");
    }

    public async Task<IReadOnlyList<Newcomer>> NewcomersAsync(int count)
    {
        using var management = Management;
        var signedUp = await people.SignUpAsync(count, await management.NowAsync());
        var newcomers = new List<Newcomer>(count);
        var requests = signedUp.Select(person => RawPump.Request(
            Program.Url,
            "POST",
            "/api/v1/sessions",
            "-",
            null,
            $"{{\"phone\":\"{person.Phone}\",\"code\":\"{person.Code}\"}}")).ToList();
        var load = new HttpLoad(Program.Url, connections)
        {
            OnAnswer = (_, answer) => newcomers.Add(Newcomer.Of(Program.Url, TokenIn(answer), Wave)),
        };
        (await load.PeakAsync(requests, null, expected: 200)).Required("logging in");
        return newcomers;
    }

    public async Task<long> CountJoinedAsync()
    {
        var entries = await store.CountAsync("SELECT count(*) FROM roll_entry WHERE wave = 21");
        var events = await store.CountAsync(
            "SELECT count(*) FROM event_log WHERE type = 'participant.wave_joined'");
        return entries == events
            ? entries
            : throw new InvalidOperationException(
                $"{entries} entries of the roll and {events} events of joining.");
    }

    public async ValueTask DisposeAsync()
    {
        await Program.DisposeAsync();
        if (silo is not null) await silo.DisposeAsync();
        await store.DisposeAsync();
    }

    private static string TokenIn(ReadOnlySpan<byte> answer)
    {
        var name = "\"token\":\""u8;
        var from = answer.IndexOf(name) + name.Length;
        var length = answer[from..].IndexOf((byte)'"');
        return Encoding.ASCII.GetString(answer.Slice(from, length));
    }
}
