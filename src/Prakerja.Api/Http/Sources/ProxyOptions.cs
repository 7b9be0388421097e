using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Prakerja.Api.Http;

/// <summary>Which proxies may name the address that a request came from.</summary>
internal sealed class ProxyOptions : IValidatableObject
{
    public const string Section = "Prakerja:Proxies";

    /// <summary>
    /// Networks of the proxies in front of this node, such as 10.0.0.0/8. X-Forwarded-For and X-Forwarded-Proto from
    /// any other address are ignored.
    /// </summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Networks
        .Where(network => !IPNetwork.TryParse(network, out _))
        .Select(network => new ValidationResult(
            $"'{network}' is not a network such as 10.0.0.0/8.", [nameof(Networks)]));
}
