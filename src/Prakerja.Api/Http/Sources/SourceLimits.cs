using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Prakerja.Api.Http;

/// <summary>
/// Limits the requests of one source (<see cref="ClientSource"/>) to sign-ups and log-ins. Each node counts for itself;
/// the proxy in front of a cluster counts for all nodes.
/// </summary>
internal static class SourceLimits
{
    public const string SignUps = "sign-ups";

    public const string Sessions = "sessions";

    /// <summary>Adds the limits, and trust in the configured proxies.</summary>
    public static void AddSourceLimits(this IServiceCollection services)
    {
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxyOptions>>((options, proxies) =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in proxies.Value.Networks)
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(network));
        });
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(SignUps, context => PartitionOf(context, SignUps, limits => limits.SignUpsPerMinute));
            limiter.AddPolicy(Sessions, context => PartitionOf(context, Sessions, limits => limits.SessionsPerMinute));
            limiter.OnRejected = async (rejected, _) => await Refuse(rejected.HttpContext, rejected.Lease);
        });
    }

    /// <summary>
    /// Uses the addresses that configured proxies name. Without a configured proxy the headers are ignored.
    /// </summary>
    public static void UseProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Networks.Count > 0)
            app.UseForwardedHeaders();
    }

    /// <summary>A bucket that holds the requests of a minute and is filled evenly.</summary>
    public static TokenBucketRateLimiterOptions BucketOf(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(perMinute >= 60 ? 1 : 60.0 / perMinute),
        QueueLimit = 0,
    };

    /// <summary>Answers 429 with the time after which the source may send one more request.</summary>
    public static Task Refuse(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) ? told : TimeSpan.FromSeconds(1);
        return Problem.Of(RequestRefusals.TooManyFromSource.RetryAfter(wait)).WriteAsync(context);
    }

    /// <summary>
    /// Reading a page does not count. Of the forms at the page of the sign-up only the one that sends a code counts:
    /// the others keep a step in the browser.
    /// </summary>
    private static bool Counts(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method)
        && (context.GetEndpoint()?.Metadata.GetMetadata<KeptStepsAttribute>() is null
            || context.Request.Query.ContainsKey("handler"));

    private static RateLimitPartition<string> PartitionOf(
        HttpContext context, string kind, Func<SourceLimitOptions, int> perMinute)
    {
        var limits = context.RequestServices.GetRequiredService<IOptions<SourceLimitOptions>>().Value;
        if (!Counts(context)) return RateLimitPartition.GetNoLimiter("uncounted");
        var source = string.Create(CultureInfo.InvariantCulture, $"{kind} {ClientSource.NetworkOf(context)}");
        return limits.Enabled
            ? RateLimitPartition.GetTokenBucketLimiter(source, _ => BucketOf(perMinute(limits)))
            : RateLimitPartition.GetNoLimiter(kind);
    }
}
