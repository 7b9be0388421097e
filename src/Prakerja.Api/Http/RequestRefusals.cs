using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>What can be wrong with a request before anybody is asked what it means.</summary>
internal static class RequestRefusals
{
    /// <summary>Not JSON, or no body at all.</summary>
    public static Refusal Malformed { get; } = new("request.malformed");

    public static Refusal TooLarge { get; } = new("request.too_large");

    public static Refusal TooDeep { get; } = new("request.too_deep");

    public static Refusal UnknownField { get; } = new("request.unknown_field");

    public static Refusal DuplicateField { get; } = new("request.duplicate_field");

    public static Refusal FieldMissing { get; } = new("request.field_missing");

    /// <summary>
    /// A value of another type than the field's: a text for a number, an unknown word, null.
    /// </summary>
    public static Refusal WrongType { get; } = new("request.wrong_type");

    /// <summary>A value of the right type, but longer, larger or otherwise than the field allows.</summary>
    public static Refusal OutOfRange { get; } = new("request.out_of_range");

    public static Refusal UnsupportedMediaType { get; } = new("request.media_type");

    public static Refusal NoSuchRoute { get; } = new("request.no_such_route");

    public static Refusal MethodNotAllowed { get; } = new("request.method_not_allowed");

    /// <summary>The path, query or headers are not HTTP as it should be.</summary>
    public static Refusal Bad { get; } = new("request.bad");

    public static Refusal BadCursor { get; } = new("paging.cursor_invalid");

    public static Refusal BadLimit { get; } = new("paging.limit_invalid");

    public static Refusal KeyMissing { get; } = new("idempotency.key_missing");

    public static Refusal KeyInvalid { get; } = new("idempotency.key_invalid");

    /// <summary>A fault of ours.</summary>
    public static Refusal Unexpected { get; } = new("system.unexpected");

    /// <summary>
    /// A silo did not answer in time or is away; whether the request was done, a retry finds out.
    /// </summary>
    public static Refusal Unavailable { get; } = new("system.unavailable");
}
