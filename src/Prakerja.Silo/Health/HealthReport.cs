using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Prakerja.Silo.Health;

/// <summary>Says whether this node can serve, and if not, why.</summary>
/// <param name="Status">"live", "ready" or "notReady".</param>
public sealed record HealthReport(string Status, ImmutableArray<string> Reasons)
{
    /// <summary>The process answers; restarting it would not help.</summary>
    public static HealthReport Live { get; } = new("live", []);

    /// <summary>Requests can be sent to this node.</summary>
    public static HealthReport Ready { get; } = new("ready", []);

    /// <summary>Requests should be sent to other nodes, for at least one reason.</summary>
    public static HealthReport NotReady(ImmutableArray<string> reasons) => new("notReady", reasons);
}

/// <summary>JSON of the health report; both programs write it in this form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthReport))]
public sealed partial class HealthJson : JsonSerializerContext;
