using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>The refusals of HTTP and JSON: they are found before a rule of the programme is applied.</summary>
internal static class RequestRefusals
{
    /// <summary>The body is missing or is not JSON.</summary>
    public static Refusal Malformed { get; } = new("request.malformed");

    public static Refusal TooLarge { get; } = new("request.too_large");

    public static Refusal TooDeep { get; } = new("request.too_deep");

    public static Refusal UnknownField { get; } = new("request.unknown_field");

    public static Refusal DuplicateField { get; } = new("request.duplicate_field");

    public static Refusal FieldMissing { get; } = new("request.field_missing");

    /// <summary>
    /// The value has another type than the field: a text in place of a number, an unknown enum name, or null.
    /// </summary>
    public static Refusal WrongType { get; } = new("request.wrong_type");

    /// <summary>The value has the right type, but its length, size or form is not allowed.</summary>
    public static Refusal OutOfRange { get; } = new("request.out_of_range");

    public static Refusal UnsupportedMediaType { get; } = new("request.media_type");

    public static Refusal NoSuchRoute { get; } = new("request.no_such_route");

    public static Refusal MethodNotAllowed { get; } = new("request.method_not_allowed");

    /// <summary>The path, query or headers are not valid HTTP, or the body arrives too slowly.</summary>
    public static Refusal Bad { get; } = new("request.bad");

    /// <summary>One source has sent too many requests of this kind.</summary>
    public static Refusal TooManyFromSource { get; } = new("request.too_many");

    public static Refusal BadCursor { get; } = new("paging.cursor_invalid");

    public static Refusal BadLimit { get; } = new("paging.limit_invalid");

    public static Refusal KeyMissing { get; } = new("idempotency.key_missing");

    public static Refusal KeyInvalid { get; } = new("idempotency.key_invalid");

    /// <summary>An error of the system itself.</summary>
    public static Refusal Unexpected { get; } = new("system.unexpected");

    /// <summary>
    /// A silo is unavailable or did not answer in time. Whether the request was carried out is unknown; a retry with
    /// the same key gives the result.
    /// </summary>
    public static Refusal Unavailable { get; } = new("system.unavailable");
}
