using Prakerja.Grains.Programme;

namespace Prakerja.Grains.Persistence;

/// <summary>Refusals that any command can get, independent of the programme's rules.</summary>
public static class SystemRefusals
{
    /// <summary>Too many commits wait; nothing was tried.</summary>
    public static Refusal Busy { get; } = new("system.busy");

    /// <summary>
    /// Another activation wrote the grain's row at the same time; the caller should repeat the request.
    /// </summary>
    public static Refusal Conflict { get; } = new("system.conflict");

    /// <summary>The store failed; only a retry shows whether the command is durable.</summary>
    public static Refusal StoreUnavailable { get; } = new("system.store_unavailable");

    /// <summary>An Idempotency-Key came again with another request.</summary>
    public static Refusal KeyReused { get; } = new("idempotency.key_reused");
}
