using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// What is wrong with a body that could not be read, and in which field. A field is named only when it is one
/// the endpoint knows: names and values that were sent are never repeated, for they may be somebody's data.
/// </summary>
internal readonly record struct JsonBodyFault(Refusal Refusal, string? Field = null)
{
    /// <summary>
    /// Looks closer, once reading has failed; <paramref name="path"/> is where the reader stopped.
    /// </summary>
    public static JsonBodyFault Find(ReadOnlyMemory<byte> json, JsonTypeInfo expected, string? path)
    {
        if (FindInSyntax(json.Span) is { } syntax) return new JsonBodyFault(syntax);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = RequestJson.MaxDepth });
        return FindInShape(document.RootElement, expected)
            ?? new JsonBodyFault(RequestRefusals.WrongType, KnownField(path, expected));
    }

    /// <summary>
    /// An element of an array that is null, in JSON that could be read: no list has a place for one, but the reader
    /// does not ask.
    /// </summary>
    public static JsonBodyFault? FindNullElement(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("null"u8) < 0) return null;
        var reader = new Utf8JsonReader(json);
        var (field, before) = ((string?)null, JsonTokenType.None);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 }) field = reader.GetString();
            if (reader.TokenType == JsonTokenType.Null && before != JsonTokenType.PropertyName)
                return new JsonBodyFault(RequestRefusals.WrongType, field);
            before = reader.TokenType;
        }

        return null;
    }

    private static Refusal? FindInSyntax(ReadOnlySpan<byte> json)
    {
        // The reader keeps its depth as bits, not on the stack, so the body's length is the only limit it
        // needs.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = RequestBody.LimitBytes });
        var deepest = 0;
        try
        {
            while (reader.Read())
            {
                var opened = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0;
                deepest = Math.Max(deepest, reader.CurrentDepth + opened);
                // Bytes that are no UTF-8, and half of a surrogate pair, only show when a text is taken out.
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String) _ = reader.GetString();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return RequestRefusals.Malformed;
        }

        return deepest > RequestJson.MaxDepth ? RequestRefusals.TooDeep : null;
    }

    private static JsonBodyFault? FindInShape(JsonElement element, JsonTypeInfo expected) => expected.Kind switch
    {
        JsonTypeInfoKind.Object when element.ValueKind == JsonValueKind.Object => FindInObject(element, expected),
        JsonTypeInfoKind.Enumerable when element.ValueKind == JsonValueKind.Array && expected.ElementType is { } type =>
            element.EnumerateArray()
                .Select(item => FindInShape(item, expected.Options.GetTypeInfo(type)))
                .FirstOrDefault(fault => fault is not null),
        _ => null,
    };

    private static JsonBodyFault? FindInObject(JsonElement element, JsonTypeInfo expected)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var known = expected.Properties.FirstOrDefault(candidate => candidate.Name == property.Name);
            if (known is null) return new JsonBodyFault(RequestRefusals.UnknownField);
            if (!seen.Add(known.Name)) return new JsonBodyFault(RequestRefusals.DuplicateField, known.Name);
            if (FindInShape(property.Value, expected.Options.GetTypeInfo(known.PropertyType)) is { } fault)
                return fault;
        }

        var missing = expected.Properties.FirstOrDefault(
            property => property.IsRequired && !seen.Contains(property.Name));
        return missing is null ? null : new JsonBodyFault(RequestRefusals.FieldMissing, missing.Name);
    }

    // "$.quotas[0].places" is in the field "quotas".
    private static string? KnownField(string? path, JsonTypeInfo expected) =>
        path is ['$', '.', .. var rest]
            ? expected.Properties.FirstOrDefault(property => property.Name == rest.Split('.', '[')[0])?.Name
            : null;
}
