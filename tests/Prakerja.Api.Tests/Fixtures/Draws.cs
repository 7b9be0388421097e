using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

namespace Prakerja.Api.Tests.Fixtures;

/// <summary>A witness of draws: a management key and a secret.</summary>
public sealed record Witness(string Name, ManagementKey Key, string Secret)
{
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(Secret)));
}

/// <summary>What tests of draws do over HTTP.</summary>
public static class Draws
{
    public static async Task<Witness> Witness(this RunningApi api, string prefix)
    {
        var name = prefix + "-" + Guid.NewGuid().ToString("N")[..8];
        var key = await api.KeyNamed(name, "witness");
        return new Witness(name, key, RandomNumberGenerator.GetHexString(64, lowercase: true));
    }

    public static Task<ApiAnswer> Register(this RunningApi api, int wave, Witness witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        return api.Post($"management/waves/{wave}/witness", new { hash = witness.Hash }, witness.Key);
    }

    public static Task<ApiAnswer> Reveal(this RunningApi api, int wave, Witness witness, string? secret = null)
    {
        ArgumentNullException.ThrowIfNull(witness);
        return api.Post($"management/waves/{wave}/reveals", new { secret = secret ?? witness.Secret }, witness.Key);
    }

    public static Task<ApiAnswer> TypeBeacon(this RunningApi api, int wave, ManagementKey officer, string value) =>
        api.Post($"management/waves/{wave}/beacon", new { value }, officer);

    /// <summary>The draw of a wave, as everybody sees it.</summary>
    public static async Task<JsonElement> DrawOf(this RunningApi api, int wave) =>
        (await api.Get($"waves/{wave}")).Expect(HttpStatusCode.OK)["draw"];

    /// <summary>Takes the steps that are due, until the wave has reached a stage.</summary>
    public static Task Reach(this RunningApi api, int wave, string stage) => World.Eventually(async () =>
    {
        await api.TakeSteps(wave);
        return (await api.Get($"waves/{wave}"))["stage"].GetString() == stage;
    });

    /// <summary>Lets the wave close, and waits for its commitment.</summary>
    public static async Task Close(this RunningApi api, int wave)
    {
        await api.Pass(TimeSpan.FromMinutes(62));
        await World.Eventually(async () =>
        {
            await api.TakeSteps(wave);
            return (await api.Get($"waves/{wave}/commitment")).Status == HttpStatusCode.OK;
        });
    }

    public static async Task<ApiAnswer> TakeSteps(this RunningApi api, int wave) =>
        (await api.Post($"management/waves/{wave}/draw", caller: api.Management())).Expect(HttpStatusCode.OK);

    /// <summary>Downloads a file of a draw, when it is there.</summary>
    public static async Task<byte[]> Download(this RunningApi api, int wave, string file)
    {
        ArgumentNullException.ThrowIfNull(api);
        byte[] bytes = [];
        await World.Eventually(async () =>
        {
            var address = new Uri(api.Http.BaseAddress!, $"waves/{wave}/{file}");
            using var response = await api.Http.GetAsync(address, TestContext.Current.CancellationToken);
            bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            return response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentLength == bytes.Length;
        });
        return bytes;
    }

    public static IEnumerable<string?> Texts(this JsonElement list) =>
        list.EnumerateArray().Select(text => text.GetString());
}
