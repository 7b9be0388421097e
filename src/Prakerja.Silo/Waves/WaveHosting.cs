using Microsoft.Extensions.DependencyInjection;
using Prakerja.Grains.Waves;
using Prakerja.Silo.Startup;

namespace Prakerja.Silo.Waves;

internal static class WaveHosting
{
    /// <summary>Adds what waves of a silo need to seal, draw and award.</summary>
    public static IServiceCollection AddWaves(this IServiceCollection services)
    {
        services.AddValidatedOptions<BeaconOptions>(BeaconOptions.Section);
        services.AddSingleton(provider =>
            new WaveScheduleCache(provider.GetRequiredService<IGrainFactory>(), TimeProvider.System));
        services.AddSingleton<RollSealer>();
        services.AddSingleton<DrawRunner>();
        services.AddSingleton<WaveSteps>();
        services.AddSingleton<WaveOutcomes>();
        services.AddSingleton<AwardLimiter>();
        services.AddMetrics();
        services.AddSingleton<AwardMetrics>();
        services.AddSingleton<IBeaconReader, DrandBeaconReader>();
        return services;
    }
}
