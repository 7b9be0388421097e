using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Prakerja.Grains.Persistence;
using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Participants;

/// <inheritdoc cref="ISessionKeysGrain"/>
[GrainType(TypeName)]
internal sealed class SessionKeysGrain(
    RecordingServices services, TimeProvider time, IOptions<ProgrammeOptions> options)
    : RecordedGrain<SessionKeysState, SessionKeysEvent>(services), ISessionKeysGrain
{
    public const string TypeName = "session-keys";

    private const int IdBytes = 9;
    private const int SaltBytes = 32;

    private static readonly Recording<SessionKeysState, SessionKeysEvent> Stored = new(
        TypeName,
        SessionKeysJson.Default.SessionKeysState,
        SessionKeysJson.Default.SessionKeysEvent,
        new EventNames<SessionKeysEvent>("session_key").Of,
        SessionKeysRules.Fold);

    protected override Recording<SessionKeysState, SessionKeysEvent> Recording => Stored;

    public Task<Answer<ImmutableArray<SessionKeyView>>> GetKeys()
    {
        var now = time.GetUtcNow();
        var candidate = new SessionKey(RandomText(IdBytes), RandomText(SaltBytes), now);
        return Answer(
            SessionKeysRules.Renew(State, candidate, options.Value), state => SessionKeysRules.ViewsOf(state, now));
    }

    private static string RandomText(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));
}

/// <summary>The JSON form of the stored state and events of the session keys.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter)])]
[JsonSerializable(typeof(SessionKeysState))]
[JsonSerializable(typeof(SessionKeysEvent))]
internal sealed partial class SessionKeysJson : JsonSerializerContext;
