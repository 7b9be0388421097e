namespace Prakerja.Api.Http;

/// <summary>
/// Marks a page whose forms only keep what was typed, except those that name a handler. Only these count for the limits
/// of a source.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class KeptStepsAttribute : Attribute;
