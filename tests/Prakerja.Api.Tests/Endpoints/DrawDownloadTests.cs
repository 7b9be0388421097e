using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Prakerja.Api.Endpoints;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Endpoints;

/// <summary>Few places for downloads of draw files, and clients that stop reading.</summary>
public sealed class DrawDownloadTests(RunningApi api)
{
    // 12 MB: the buffers of a connection do not hold them.
    private const int ManyEntries = 300_000;

    [Fact]
    public async Task GetRoll_AllPlacesTaken_Returns503AndNamesTheFileWhenOneIsFree()
    {
        var wave = await api.OpenWave();
        await api.Close(wave);
        await api.Download(wave, "roll");
        var limiter = api.Services.GetRequiredService<DownloadLimiter>();
        var taken = 0;
        // The place of the download above is given back a moment after its client has all bytes.
        for (var tries = 0; taken < DownloadLimiter.AtOnce && tries < 1_000; tries++)
        {
            if (limiter.TryEnter()) taken++;
            else await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        try
        {
            Assert.Equal(DownloadLimiter.AtOnce, taken);
            Assert.False(limiter.TryEnter());
            (await api.Get($"waves/{wave}/roll"))
                .ExpectProblem(HttpStatusCode.ServiceUnavailable, "system.busy");
        }
        finally
        {
            for (var i = 0; i < taken; i++) limiter.Exit();
        }

        using var response = await api.Http.GetAsync(
            new Uri(api.Http.BaseAddress!, $"waves/{wave}/roll"), TestContext.Current.CancellationToken);
        Assert.Equal($"roll-{wave}.bin", response.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task GetResult_ClientsGoAwayMeanwhile_GivesTheirPlacesBackAndLogsNoError()
    {
        await using var system = new RunningApi();
        await system.InitializeAsync();
        var wave = await system.OpenWave();
        await FillRoll(system, wave);
        await system.Close(wave);
        await system.Pass(TimeSpan.FromHours(1));
        await system.Reach(wave, "drawn");
        var limiter = system.Services.GetRequiredService<DownloadLimiter>();
        var result = await system.Download(wave, "result");
        var before = system.Log.Lines.Count;

        var clients = new List<Socket>();
        for (var i = 0; i < DownloadLimiter.AtOnce; i++) clients.Add(await Begin(system, $"waves/{wave}/result"));
        // All are still in the midst of the file.
        (await system.Get($"waves/{wave}/roll")).ExpectProblem(HttpStatusCode.ServiceUnavailable, "system.busy");
        for (var i = 0; i < clients.Count; i++)
        {
            // Half of them break the connection, half close it with bytes left unread.
            if (i % 2 == 0) clients[i].LingerState = new LingerOption(true, 0);
            clients[i].Dispose();
        }

        await World.Eventually(() => Task.FromResult(FreePlaces(limiter) == DownloadLimiter.AtOnce));
        Assert.Equal(result, await system.Download(wave, "result")); // the file is there as before
        Assert.DoesNotContain(
            system.Log.Lines.Skip(before),
            line => line.StartsWith("Error", StringComparison.Ordinal)
                || line.StartsWith("Critical", StringComparison.Ordinal)
                || line.StartsWith("Warning", StringComparison.Ordinal));
    }

    private static int FreePlaces(DownloadLimiter limiter)
    {
        var taken = 0;
        while (limiter.TryEnter()) taken++;
        for (var i = 0; i < taken; i++) limiter.Exit();
        return taken;
    }

    /// <summary>Asks for a file and reads the first bytes of the answer, no more.</summary>
    private static async Task<Socket> Begin(RunningApi system, string path)
    {
        var address = new Uri(system.Http.BaseAddress!, path);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        var request = $"GET {address.AbsolutePath} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        var answer = new byte[512];
        var length = await socket.ReceiveAsync(answer, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 200", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
        return socket;
    }

    /// <summary>Adds applications by SQL; a draw needs no states of participants.</summary>
    private static async Task FillRoll(RunningApi system, int wave)
    {
        await using var connection =
            new SqliteConnection($"Data Source={Path.Combine(system.DataPath, "prakerja.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < $count)
            INSERT INTO roll_entry (wave, partition, applied_at, participant, household, province, tier, set_aside)
            SELECT $wave, n % 2, n, randomblob(16), randomblob(16), 32, 1, CASE WHEN n > 10 THEN 6 END FROM s
            """;
        command.Parameters.AddWithValue("$count", ManyEntries);
        command.Parameters.AddWithValue("$wave", wave);
        command.CommandTimeout = 60;
        Assert.Equal(ManyEntries, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
