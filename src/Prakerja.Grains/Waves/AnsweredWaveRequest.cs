using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Waves;

/// <summary>A remembered request that changed a wave's plan. Its answer is the wave's view, so none is kept.</summary>
public sealed record AnsweredWaveRequest(string Key, string RequestHash)
{
    /// <summary>Requests that one wave remembers; the oldest is dropped first.</summary>
    public const int Limit = 16;

    /// <summary>The remembered request with the same key; null when there is none.</summary>
    public static RememberedRequest? Find(WaveState state, RequestId request) =>
        state.Answered.FirstOrDefault(answered => answered.Key == request.Key) is { } before
            ? new RememberedRequest(before.RequestHash == request.Hash, null)
            : null;

    /// <summary>The state with one more remembered request.</summary>
    public static WaveState Add(WaveState state, RequestId request, byte[] answer) => state with
    {
        Answered = [.. state.Answered.TakeLast(Limit - 1), new(request.Key, request.Hash)],
    };
}
