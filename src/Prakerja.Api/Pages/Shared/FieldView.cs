using Prakerja.Grains.Programme;

namespace Prakerja.Api.Pages;

/// <summary>A field of a form with its label, its value and its fault, for the partial page <c>_Field</c>.</summary>
/// <param name="Fault">Why the value was not accepted; it is shown beside the field.</param>
internal sealed record FieldView(string Name, string Label, string? Value, Refusal? Fault)
{
    public string Type { get; init; } = "text";

    public string? Hint { get; init; }

    public string? InputMode { get; init; }

    public string Autocomplete { get; init; } = "off";

    public int LengthMax { get; init; } = 100;

    public bool IsLong { get; init; }

    /// <summary>The choices of a list; null for a field that is typed.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Choices { get; init; }

    /// <summary>Shows the choices as buttons and not as a list that opens.</summary>
    public bool IsRadio { get; init; }

    public string? DescribedBy =>
        (Fault is null ? "" : $"{Name}-salah ") + (Hint is null ? "" : $"{Name}-petunjuk") is { Length: > 0 } ids
            ? ids.Trim()
            : null;
}
