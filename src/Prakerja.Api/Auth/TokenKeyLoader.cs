using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Prakerja.Api.Auth;

/// <summary>
/// The node has not started before the keys of the tokens are read. A node without them takes every token for made up,
/// and would tell people to log in again because the database was away for a moment.
/// </summary>
/// <remarks>Once they are read, they stay in use while the database is away.</remarks>
internal sealed class TokenKeyLoader(IDataProtectionProvider protection, TimeProvider system) : IHostedService
{
    /// <summary>Between two tries, of which data protection logs each that fails.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!await Task.Run(AreRead, cancellationToken)) await Task.Delay(Pause, system, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool AreRead()
    {
        try
        {
            protection.CreateProtector(nameof(TokenKeyLoader)).Protect([]);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
