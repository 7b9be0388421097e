using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Prakerja.Grains.Participants;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Silo.Hosting.Embedded;

namespace Prakerja.Silo.Tests.Hosting;

/// <summary>The embedded system as it is shipped, on a directory of its own, with a clock that can be moved.</summary>
internal sealed class EmbeddedSystem : IAsyncDisposable
{
    private readonly string directory;
    private readonly bool keepDirectory;

    private EmbeddedSystem(IHost host, string directory, bool keepDirectory) =>
        (Host, this.directory, this.keepDirectory) = (host, directory, keepDirectory);

    public IHost Host { get; }

    public IGrainFactory Grains => Host.Services.GetRequiredService<IGrainFactory>();

    public ProgrammeClock Clock => Host.Services.GetRequiredService<ProgrammeClock>();

    public IdentityKey Identity => Host.Services.GetRequiredService<IdentityKey>();

    /// <param name="configure">Changes the services that are shipped.</param>
    public static async Task<EmbeddedSystem> StartAsync(
        string? directory = null, bool adjustable = false, Action<IServiceCollection>? configure = null)
    {
        var path = directory ?? Directory.CreateTempSubdirectory("prakerja-").FullName;
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(
            [new("Prakerja:Data", path), new("Prakerja:Clock:Adjustable", adjustable.ToString())]);
        builder.Logging.ClearProviders();
        builder.AddEmbeddedSilo();
        // The grains of other tests are no part of what is shipped; their subscribers would hold up the events.
        builder.Services.Configure<GrainTypeOptions>(options =>
            options.Classes.RemoveWhere(type => type.Assembly == typeof(EmbeddedSystem).Assembly));
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new EmbeddedSystem(host, path, directory is not null);
    }

    public IParticipantGrain Participant(Profile profile) =>
        Grains.GetGrain<IParticipantGrain>(ParticipantKey.Of(profile.Nik, Identity));

    /// <summary>The code of the person's latest message, made again as the sender makes it.</summary>
    public string CodeOf(Profile profile, CodePurpose purpose, int number) =>
        OneTimeCodes.DigitsOf(Identity, ParticipantKey.Of(profile.Nik, Identity), purpose, number);

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync();
        Host.Dispose();
        if (!keepDirectory) Directory.Delete(directory, recursive: true);
    }
}
