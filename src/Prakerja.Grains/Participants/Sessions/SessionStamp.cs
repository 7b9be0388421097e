namespace Prakerja.Grains.Participants;

/// <summary>
/// The session with which a participant calls. It travels with the grain call, so that the participant's grain can
/// check it without a call of its own. Calls of partners, management and deadlines have none.
/// </summary>
/// <param name="Session">The number of the session; 0 in a token of an earlier version.</param>
/// <param name="Epoch">The participant's epoch when the token was issued.</param>
[GenerateSerializer, Immutable, Alias("session-stamp")]
public sealed record SessionStamp(
    [property: Id(0)] string Participant, [property: Id(1)] int Session, [property: Id(2)] int Epoch)
{
    private const string ContextKey = "session";

    /// <summary>The session of the call that is processed; null when the caller is not a participant.</summary>
    public static SessionStamp? Current => RequestContext.Get(ContextKey) as SessionStamp;

    /// <summary>Sends the stamp with every grain call that follows in this flow of execution.</summary>
    public void Attach() => RequestContext.Set(ContextKey, this);
}
