using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Prakerja.Api.Http;

namespace Prakerja.Api.Auth;

/// <summary>
/// Limits how often one source may try unknown management keys and wrong signatures. Above the limit every request of
/// the source with such a credential is refused, before it is looked up.
/// </summary>
internal sealed class FailedCredentialLimiter(IOptions<SourceLimitOptions> options) : IAsyncDisposable
{
    private readonly bool isEnabled = options.Value.Enabled;

    // A window counts whole permits. A bucket is refilled by fractions, which would let a question for no permit pass.
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(
        source => RateLimitPartition.GetFixedWindowLimiter(source, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.FailedCredentialsPerMinute,
            Window = TimeSpan.FromMinutes(1),
            QueueLimit = 0,
        }));

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!isEnabled || !HasCredential(context))
        {
            await next(context);
            return;
        }

        var source = ClientSource.NetworkOf(context);
        using (var lease = limiter.AttemptAcquire(source, permitCount: 0))
        {
            if (!lease.IsAcquired)
            {
                await SourceLimits.Refuse(context, lease);
                return;
            }
        }

        await next(context);
        if (context.Features.Get<AuthenticationRefusal>() is { Refusal: var refusal }
            && (refusal == AuthRefusals.KeyUnknown
                || refusal == AuthRefusals.SignatureWrong
                || refusal == AuthRefusals.SignatureClientUnknown))
            limiter.AttemptAcquire(source).Dispose();
    }

    public ValueTask DisposeAsync() => limiter.DisposeAsync();

    // Tokens of participants are long and random: guessing them is hopeless, and an expired one is no guess.
    private static bool HasCredential(HttpContext context) =>
        context.Request.Headers.ContainsKey(SignedRequest.ClientCodeHeader)
        || context.Request.Headers.Authorization.ToString()
            .StartsWith(ManagementKeyHandler.Prefix, StringComparison.OrdinalIgnoreCase);
}
