using System.Collections.Immutable;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <summary>
/// The keys that sign the participants' tokens. There is one grain, so all nodes have the same keys. It holds no
/// secret: a node derives each key from the identity key, the id and the salt. Key: <see cref="Key"/>.
/// </summary>
[Alias("ISessionKeysGrain")]
[GrainInterfaceType("ISessionKeysGrain")]
public interface ISessionKeysGrain : IGrainWithStringKey
{
    const string Key = "k-sessions";

    /// <summary>The keys in force, the oldest first. It makes a new key when one is due.</summary>
    [Alias("GetKeys")]
    Task<Answer<ImmutableArray<SessionKeyView>>> GetKeys();
}

/// <summary>A key for tokens, without its secret part.</summary>
/// <param name="Id">The <c>kid</c> in the header of a token.</param>
/// <param name="MaySign">False for the first day after it was made: until then some node may not know it.</param>
[GenerateSerializer, Immutable, Alias("session-key-view")]
public sealed record SessionKeyView(
    [property: Id(0)] string Id, [property: Id(1)] string Salt, [property: Id(2)] bool MaySign)
{
    public override string ToString() => nameof(SessionKeyView);
}
