using static Prakerja.Grains.Waves.WaveRollEvent;

namespace Prakerja.Grains.Waves;

/// <summary>Folds events into the state of a roll partition.</summary>
public static class WaveRollFold
{
    /// <summary>The state after one event; the first prepares the roll.</summary>
    public static WaveRollState Fold(WaveRollState? state, WaveRollEvent happened) => happened switch
    {
        RollPrepared e => new WaveRollState(e.Entries, e.SetAside),
        AwardsStarted e => state! with
        {
            SetAside = e.SetAside,
            Awards = new Awards(e.Draw, e.At, e.Selected, 0, 0, null, false),
        },
        AwardsMade e => state! with
        {
            SetAside = state.SetAside.AddRange(e.NotTaken),
            Awards = state.Awards! with
            {
                DueAt = e.At,
                Awarded = state.Awards.Awarded + e.Awarded,
                NotTaken = state.Awards.NotTaken + e.NotTaken.Length,
                Last = e.Last ?? state.Awards.Last,
                Finished = e.Finished,
            },
        },
        _ => throw new InvalidOperationException($"No state follows from {happened.GetType().Name}."),
    };
}
