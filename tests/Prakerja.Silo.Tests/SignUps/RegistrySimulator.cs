using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Prakerja.Grains.SignUps;

namespace Prakerja.Silo.Tests.SignUps;

/// <summary>A civil registry that knows one person, and can be slow, broken or wrong.</summary>
internal sealed class RegistrySimulator : IAsyncDisposable
{
    private readonly WebApplication app;
    private int requests;

    private RegistrySimulator(WebApplication app) => this.app = app;

    /// <summary>What it answers, before it looks at the question; null to look.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    public int Requests => Volatile.Read(ref requests);

    public string? LastAuthorization { get; private set; }

    public Uri Url => new(app.Urls.Single() + "/check");

    public static async Task<RegistrySimulator> StartAsync(IdentityQuestion known)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var simulator = new RegistrySimulator(app);
        app.MapPost("/check", context => simulator.AnswerAsync(context, known));
        await app.StartAsync();
        return simulator;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, IdentityQuestion known)
    {
        Interlocked.Increment(ref requests);
        LastAuthorization = context.Request.Headers.Authorization.ToString();
        if (Instead is { } instead && await instead(context)) return;
        var asked = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        var matches = Text("nik") == known.Nik.Reveal()
            && Text("name") == known.Name
            && Text("birthDate") == known.BirthDate.ToString("O", CultureInfo.InvariantCulture)
            && Text("familyCardNumber") == known.FamilyCard.Reveal();
        await context.Response.WriteAsync(matches ? """{"result":"match"}""" : """{"result":"mismatch"}""");

        string? Text(string field) => asked.GetProperty(field).GetString();
    }
}
