using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Prakerja.Api.Auth;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Auth;

/// <summary>What the log says about credentials that were refused.</summary>
public sealed class RefusedCredentialTests
{
    [Fact]
    public void Note_ManyAtOnce_LogsOneLineAndLaterTheirNumber()
    {
        using var logs = new CapturedLogs();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(logs));
        var time = new FakeTimeProvider();
        var log = new RefusedCredentialLog(factory.CreateLogger<RefusedCredentialLog>(), time);

        for (var index = 0; index < 500; index++) log.Note(AuthRefusals.KeyUnknown);
        log.Note(AuthRefusals.TokenInvalid);
        time.Advance(TimeSpan.FromSeconds(10));
        log.Note(AuthRefusals.KeyUnknown);

        Assert.Equal(
            ["key.unknown, 1", "token.invalid, 1", "key.unknown, 500"],
            logs.Lines.Select(line => line[(line.IndexOf("refused: ", StringComparison.Ordinal) + 9)..]
                .Split(" since")[0]));
    }

    [Fact]
    public async Task WrongKeyAndToken_AreLoggedWithoutTheCredential()
    {
        await using var api = new RunningApi();
        await api.InitializeAsync();

        await api.Get("management/keys", new ManagementKey("guessed-key-of-management"));
        await api.Get("participants/me", new BearerToken("guessed.token.text"));

        Assert.Contains(api.Log.Lines, line => line.Contains("refused: key.unknown, 1", StringComparison.Ordinal));
        Assert.Contains(api.Log.Lines, line => line.Contains("refused: token.invalid, 1", StringComparison.Ordinal));
        Assert.DoesNotContain(api.Log.Lines, line => line.Contains("guessed", StringComparison.Ordinal));
    }
}
