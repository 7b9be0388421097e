using System.ComponentModel.DataAnnotations;

namespace Prakerja.Api.Auth;

/// <summary>Settings of participants' log-ins.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Prakerja:Tokens";

    /// <summary>How long a log-in lasts, minutes.</summary>
    [Range(1, 24 * 60)]
    public int LifetimeMinutes { get; init; } = 60;
}
