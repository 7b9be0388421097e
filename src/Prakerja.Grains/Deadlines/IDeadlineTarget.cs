using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Deadlines;

/// <summary>A grain that has deadlines. The due table refers to it by its <c>[GrainType]</c> and its key.</summary>
[Alias("IDeadlineTarget")]
[GrainInterfaceType("IDeadlineTarget")]
public interface IDeadlineTarget : IGrainWithStringKey
{
    /// <summary>
    /// Processes everything that is due now, and commits it together with the next deadline or with no deadline.
    /// Repeatable: when nothing is due it changes nothing. It is called again, after a growing delay, when it throws,
    /// takes longer than 10 s or leaves its deadline unchanged. After a <see cref="StoreUnavailableException"/> it is
    /// called again within seconds.
    /// </summary>
    [Alias("OnDeadline"), ResponseTimeout("00:00:10")]
    Task OnDeadline();
}
