using System.Collections.Immutable;
using Prakerja.Grains.Persistence;

namespace Prakerja.Grains.Participants;

/// <summary>A remembered request: digests of its key and of its content, and the answer that was given.</summary>
/// <param name="Key">Digest of the Idempotency-Key with the caller's scope.</param>
/// <param name="RequestHash">Digest of what was requested.</param>
/// <param name="Answer">The answer, UTF-8 JSON.</param>
public readonly record struct AnsweredRequest(RequestDigest Key, RequestDigest RequestHash, byte[] Answer)
{
    /// <summary>
    /// Requests that one participant remembers of its own, and as many of partners and management; the oldest is
    /// dropped first.
    /// </summary>
    public const int Limit = 12;

    /// <summary>The remembered request with the same key; null when there is none.</summary>
    public static RememberedRequest? Find(ParticipantState state, RequestId request)
    {
        if (state.Answered.IsEmpty && state.AnsweredOthers.IsDefaultOrEmpty) return null;
        var key = RequestDigest.Of(request.Key);
        // An earlier version kept the requests of others among the participant's own.
        return FindIn(state.Answered, key, request)
            ?? (state.AnsweredOthers.IsDefault ? null : FindIn(state.AnsweredOthers, key, request));
    }

    /// <summary>
    /// The state with one more remembered request. Requests of others have places of their own: a participant that
    /// sends many requests must not make a platform's retry a new purchase.
    /// </summary>
    public static ParticipantState Add(ParticipantState state, RequestId request, byte[] answer)
    {
        var answered = new AnsweredRequest(RequestDigest.Of(request.Key), RequestDigest.Of(request.Hash), answer);
        if (!request.IsOfOthers) return state with { Answered = [.. state.Answered.TakeLast(Limit - 1), answered] };
        var others = state.AnsweredOthers.IsDefault ? [] : state.AnsweredOthers;
        return state with { AnsweredOthers = [.. others.TakeLast(Limit - 1), answered] };
    }

    private static RememberedRequest? FindIn(
        ImmutableArray<AnsweredRequest> remembered, RequestDigest key, RequestId request)
    {
        foreach (var answered in remembered)
        {
            if (answered.Key == key)
                return new RememberedRequest(answered.RequestHash == RequestDigest.Of(request.Hash), answered.Answer);
        }

        return null;
    }
}
