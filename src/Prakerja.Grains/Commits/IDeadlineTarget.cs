namespace Prakerja.Grains.Commits;

/// <summary>A grain that has deadlines. Its <see cref="GrainKey.Type"/> is its <c>[GrainType]</c>.</summary>
[Alias("IDeadlineTarget")]
[GrainInterfaceType("IDeadlineTarget")]
public interface IDeadlineTarget : IGrainWithStringKey
{
    /// <summary>Deals with what has fallen due. Repeatable: with nothing due it changes nothing.</summary>
    [Alias("OnDeadline")]
    Task OnDeadline();
}
