using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;

namespace Prakerja.Grains.Participants;

/// <summary>
/// The services that all participants of a silo share: one field instead of five in each of a million grains.
/// </summary>
public sealed class ParticipantServices(
    RecordingServices recording,
    WaveScheduleCache waves,
    WaveOutcomes outcomes,
    IdentityKey identity,
    IOptions<ProgrammeOptions> options)
{
    public RecordingServices Recording => recording;

    public WaveScheduleCache Waves => waves;

    public WaveOutcomes Outcomes => outcomes;

    public IdentityKey Identity => identity;

    public ProgrammeOptions Options { get; } = options.Value;
}
