using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Prakerja.Load.Http;

/// <summary>A request that the client repeats until there is a final answer or the time limit has passed.</summary>
internal sealed record Call(Operation Operation, HttpMethod Method, string Path, Credential Credential)
{
    public byte[] Body { get; init; } = [];

    /// <summary>The Idempotency-Key. The same step of the same person always has the same key.</summary>
    public string? Key { get; init; }

    public Call With<T>(T body, JsonTypeInfo<T> type) =>
        this with { Body = JsonSerializer.SerializeToUtf8Bytes(body, type) };

    public static Call Get(Operation operation, string path, Credential credential) =>
        new(operation, HttpMethod.Get, path, credential);

    public static Call Post(Operation operation, string path, Credential credential, string? key = null) =>
        new(operation, HttpMethod.Post, path, credential) { Key = key };

    public static Call Put(Operation operation, string path, Credential credential) =>
        new(operation, HttpMethod.Put, path, credential);
}

/// <summary>The final answer of the server.</summary>
/// <param name="Attempts">
/// Number of attempts. Above 1, an earlier attempt may have succeeded although its answer was lost.
/// </param>
internal sealed record Reply(int Status, byte[] Body, int Attempts)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The stable code of a refusal; "http.STATUS" when the body is no problem document.</summary>
    public string Code
    {
        get
        {
            if (Body.Length == 0) return $"http.{Status}";
            try
            {
                return JsonSerializer.Deserialize(Body, Wire.Default.Problem)?.Code ?? $"http.{Status}";
            }
            catch (JsonException)
            {
                // Not a problem document: only the status is known.
                return $"http.{Status}";
            }
        }
    }

    /// <exception cref="UnexpectedAnswerException">A refusal, or a body that cannot be read.</exception>
    public T Read<T>(Call call, JsonTypeInfo<T> type)
    {
        if (!IsSuccess) throw new UnexpectedAnswerException(call, this);
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw new UnexpectedAnswerException(call, this);
        }
        catch (JsonException exception)
        {
            throw new UnexpectedAnswerException(call, this, exception);
        }
    }
}

/// <summary>The server refused the call, or its answer cannot be read.</summary>
internal sealed class UnexpectedAnswerException(Call call, Reply reply, Exception? inner = null)
    : Exception($"{call.Method} {call.Operation.Name}: {reply.Status} {reply.Code}", inner)
{
    public int Status => reply.Status;

    public string Code => reply.Code;
}

/// <summary>The server did not answer within the time limit of the driver.</summary>
internal sealed class NoAnswerException(string message, Exception? inner = null)
    : Exception(message, inner);
