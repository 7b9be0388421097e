using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Prakerja.Api.Auth;

/// <summary>
/// Delays the start of the node until the token keys are loaded. Without the keys a node would refuse every token as
/// invalid, and people would have to log in again because the database was unavailable for a moment.
/// </summary>
/// <remarks>Loaded keys stay in use while the database is unavailable.</remarks>
internal sealed class TokenKeyLoader(IDataProtectionProvider protection, TimeProvider time) : IHostedService
{
    /// <summary>The time between two tries. Data protection logs each failed try.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!await Task.Run(TryLoad, cancellationToken)) await Task.Delay(RetryDelay, time, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool TryLoad()
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
