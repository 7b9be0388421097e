using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Deadlines;

/// <summary>A grain that has deadlines. Its <see cref="GrainKey.Type"/> is its <c>[GrainType]</c>.</summary>
[Alias("IDeadlineTarget")]
[GrainInterfaceType("IDeadlineTarget")]
public interface IDeadlineTarget : IGrainWithStringKey
{
    /// <summary>
    /// Deals with what has fallen due as of now and commits it together with the next deadline, or with none.
    /// Repeatable: with nothing due it changes nothing. It is called again, after a growing wait, when it throws, takes
    /// longer than 10 s, or leaves its deadline where it was; when it throws <see cref="StoreUnavailableException"/>, within
    /// seconds.
    /// </summary>
    [Alias("OnDeadline"), ResponseTimeout("00:00:10")]
    Task OnDeadline();
}
