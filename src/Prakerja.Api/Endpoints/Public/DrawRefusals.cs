using Prakerja.Grains.Programme;

namespace Prakerja.Api.Endpoints;

/// <summary>The refusals of the files of a draw, and of a participant's entry.</summary>
internal static class DrawRefusals
{
    /// <summary>The roll is not sealed yet, or the wave was drawn by a version without sealed rolls.</summary>
    public static Refusal NotSealed { get; } = new("draw.not_sealed");

    public static Refusal NotDrawn { get; } = new("draw.not_drawn");

    /// <summary>The caller has no application on the sealed roll of this wave.</summary>
    public static Refusal NotOnRoll { get; } = new("draw.not_on_roll");
}
