using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// The fault of a body that could not be read, and its field. Only a field that the endpoint declares is named: unknown
/// names and all values stay out of the answer, because they may be personal data.
/// </summary>
internal readonly record struct JsonBodyFault(Refusal Refusal, string? Field = null)
{
    /// <summary>Finds the fault of a body that the JSON reader has refused.</summary>
    /// <param name="json">The whole body.</param>
    /// <param name="expected">The type that the endpoint expects.</param>
    /// <param name="path">The JSON path at which the reader stopped.</param>
    public static JsonBodyFault Find(ReadOnlyMemory<byte> json, JsonTypeInfo expected, string? path)
    {
        if (FindInSyntax(json.Span) is { } syntax) return new JsonBodyFault(syntax);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = RequestJson.MaxDepth });
        return FindInShape(document.RootElement, expected)
            ?? new JsonBodyFault(RequestRefusals.WrongType, DeclaredFieldOf(path, expected));
    }

    /// <summary>
    /// Finds a null in an array, in JSON that could be read. No array of a request may contain null, but the reader
    /// does not check this.
    /// </summary>
    public static JsonBodyFault? FindNullElement(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("null"u8) < 0) return null;
        var reader = new Utf8JsonReader(json);
        var (field, previous) = ((string?)null, JsonTokenType.None);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 }) field = reader.GetString();
            if (reader.TokenType == JsonTokenType.Null && previous != JsonTokenType.PropertyName)
                return new JsonBodyFault(RequestRefusals.WrongType, field);
            previous = reader.TokenType;
        }

        return null;
    }

    private static Refusal? FindInSyntax(ReadOnlySpan<byte> json)
    {
        // The reader stores its depth in bits, not on the stack, so the size of the body is limit enough.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = RequestBody.LimitBytes });
        var depth = 0;
        try
        {
            while (reader.Read())
            {
                var own = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0;
                depth = Math.Max(depth, reader.CurrentDepth + own);
                // Invalid UTF-8 and half a surrogate pair are found only when a text is decoded.
                if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String) _ = reader.GetString();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return RequestRefusals.Malformed;
        }

        return depth > RequestJson.MaxDepth ? RequestRefusals.TooDeep : null;
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
            var declared = expected.Properties.FirstOrDefault(candidate => candidate.Name == property.Name);
            if (declared is null) return new JsonBodyFault(RequestRefusals.UnknownField);
            if (!seen.Add(declared.Name)) return new JsonBodyFault(RequestRefusals.DuplicateField, declared.Name);
            if (FindInShape(property.Value, expected.Options.GetTypeInfo(declared.PropertyType)) is { } fault)
                return fault;
        }

        var missing = expected.Properties.FirstOrDefault(
            property => property.IsRequired && !seen.Contains(property.Name));
        return missing is null ? null : new JsonBodyFault(RequestRefusals.FieldMissing, missing.Name);
    }

    // The path "$.quotas[0].places" belongs to the field "quotas".
    private static string? DeclaredFieldOf(string? path, JsonTypeInfo expected) =>
        path is ['$', '.', .. var rest]
            ? expected.Properties.FirstOrDefault(property => property.Name == rest.Split('.', '[')[0])?.Name
            : null;
}
