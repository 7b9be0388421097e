using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Participants;

/// <summary>A remembered request: digests of its key and of its content, and the answer that was given.</summary>
/// <param name="Key">Digest of the Idempotency-Key with the caller's scope.</param>
/// <param name="RequestHash">Digest of what was requested.</param>
/// <param name="Answer">The answer, UTF-8 JSON.</param>
public readonly record struct AnsweredRequest(RequestDigest Key, RequestDigest RequestHash, byte[] Answer)
{
    /// <summary>Requests that one participant remembers; the oldest is dropped first.</summary>
    public const int Limit = 12;

    /// <summary>The remembered request with the same key; null when there is none.</summary>
    public static RememberedRequest? Find(ParticipantState state, RequestId request)
    {
        if (state.Answered.IsEmpty) return null;
        var key = RequestDigest.Of(request.Key);
        foreach (var answered in state.Answered)
        {
            if (answered.Key == key)
                return new RememberedRequest(answered.RequestHash == RequestDigest.Of(request.Hash), answered.Answer);
        }

        return null;
    }

    /// <summary>The state with one more remembered request.</summary>
    public static ParticipantState Add(ParticipantState state, RequestId request, byte[] answer) => state with
    {
        Answered =
        [
            .. state.Answered.TakeLast(Limit - 1),
            new(RequestDigest.Of(request.Key), RequestDigest.Of(request.Hash), answer),
        ],
    };
}
