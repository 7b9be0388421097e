namespace Prakerja.Grains.Persistence;

/// <summary>
/// How a state remembers answered requests, so that a retry gets an answer and is not executed again.
/// </summary>
/// <param name="Find">The remembered request with the same key; null when there is none.</param>
/// <param name="Add">The state with one more request and its answer (UTF-8 JSON, empty when none is kept).</param>
public sealed record RequestMemory<TState>(
    Func<TState, RequestId, RememberedRequest?> Find, Func<TState, RequestId, byte[], TState> Add);

/// <summary>A request that came before with the same key.</summary>
/// <param name="IsSameRequest">False when the key came with another request: it was reused.</param>
/// <param name="Answer">The answer as UTF-8 JSON; null when the answer is built from the state.</param>
public readonly record struct RememberedRequest(bool IsSameRequest, byte[]? Answer);
