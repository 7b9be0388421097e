using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Prakerja.Api.Tests.Fixtures;

/// <summary>
/// A server that answers as a drand chain does: <c>GET /{chain}/public/{round}</c>. It can be down, late, or answer
/// something wrong.
/// </summary>
public sealed class DrandSimulator : IAsyncDisposable
{
    private readonly WebApplication app;

    private DrandSimulator(WebApplication app) => this.app = app;

    /// <summary>The hash of the only chain.</summary>
    public static string Chain { get; } = Convert.ToHexStringLower(SHA256.HashData("chain"u8));

    public string Url => app.Urls.Single();

    /// <summary>How the next requests are answered.</summary>
    public DrandAnswer Answer { get; set; } = DrandAnswer.Right;

    /// <summary>The rounds that were asked for.</summary>
    public ConcurrentQueue<long> Asked { get; } = new();

    /// <summary>What it says instead of a round, with <see cref="DrandAnswer.Garbage"/>.</summary>
    public (string MediaType, string Body) Garbage { get; set; } = ("text/html", "<html></html>");

    /// <param name="url">The address of a simulator that was stopped; null for a free port.</param>
    public static async Task<DrandSimulator> StartAsync(string? url = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url ?? "http://127.0.0.1:0");
        var simulator = new DrandSimulator(builder.Build());
        simulator.app.Run(simulator.AnswerAsync);
        await simulator.app.StartAsync();
        return simulator;
    }

    /// <summary>The signature of a round, hex of 48 bytes. Its SHA-256 is the randomness.</summary>
    public static string SignatureOf(long round) =>
        Convert.ToHexStringLower(SHA384.HashData(BitConverter.GetBytes(round)));

    /// <summary>The randomness of a round, hex.</summary>
    public static string RandomnessOf(long round) =>
        Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(SignatureOf(round))));

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var parts = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var round = parts is [_, "public", var text] ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
        Asked.Enqueue(round);
        if (parts[0] != Chain || Answer == DrandAnswer.Late)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (Answer == DrandAnswer.Down)
        {
            context.Abort();
            return;
        }

        if (Answer == DrandAnswer.Garbage)
        {
            context.Response.ContentType = Garbage.MediaType;
            await context.Response.WriteAsync(Garbage.Body);
            return;
        }

        // The caller does not wait so long.
        if (Answer == DrandAnswer.Slow) await Task.Delay(Timeout.Infinite, context.RequestAborted);
        var answered = Answer == DrandAnswer.OtherRound ? round - 1 : round;
        var randomness = RandomnessOf(Answer == DrandAnswer.WrongRandomness ? answered + 1 : answered);
        await Results.Json(new { round = answered, randomness, signature = SignatureOf(answered) })
            .ExecuteAsync(context);
    }
}

/// <summary>How the simulator answers.</summary>
public enum DrandAnswer
{
    Right,

    /// <summary>The round is not published yet: 404.</summary>
    Late,

    /// <summary>The connection breaks.</summary>
    Down,

    /// <summary>The answer does not come.</summary>
    Slow,

    /// <summary>Something that is no round.</summary>
    Garbage,

    OtherRound,

    /// <summary>The randomness is not the hash of the signature.</summary>
    WrongRandomness,
}
