using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Prakerja.Api.Tests.Fixtures;

namespace Prakerja.Api.Tests.Http;

/// <summary>
/// Holds answers against the OpenAPI document, by as much of JSON Schema as the document uses. What comes and is not
/// described is a fault as well.
/// </summary>
internal sealed class DocumentedAnswers(JsonElement document)
{
    public IEnumerable<string> FaultsOf(string operation, ApiAnswer answer)
    {
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject())
            .Single(method => method.Value.GetProperty("operationId").GetString() == operation);
        Assert.True(answer.Code is null, $"{operation}: {answer.Body}");
        var status = ((int)answer.Status).ToString(CultureInfo.InvariantCulture);
        var schema = described.Value.GetProperty("responses").GetProperty(status)
            .GetProperty("content").GetProperty(answer.MediaType!).GetProperty("schema");
        return Faults(answer.Body, schema, operation);
    }

    private IEnumerable<string> Faults(JsonElement value, JsonElement schema, string at)
    {
        if (!schema.EnumerateObject().Any()) return []; // anything
        if (schema.TryGetProperty("$ref", out var reference)) return Faults(value, Named(reference), at);
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Count(choice => !Faults(value, choice, at).Any()) == 1
                ? []
                : [$"{at}: {value} is not one of {choices}"];
        if (schema.TryGetProperty("type", out var type) && !TypesOf(type).Contains(TypeOf(value)))
            return [$"{at}: {value} is not {type}"];
        if (schema.TryGetProperty("enum", out var words)
            && !words.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value)))
            return [$"{at}: {value} is none of {words}"];
        return value.ValueKind switch
        {
            JsonValueKind.String when schema.TryGetProperty("pattern", out var pattern)
                && !Regex.IsMatch(value.GetString()!, pattern.GetString()!) => [$"{at}: {value} is not {pattern}"],
            JsonValueKind.Array => FaultsInArray(value, schema, at),
            JsonValueKind.Object => FaultsInObject(value, schema, at),
            _ => [],
        };
    }

    private IEnumerable<string> FaultsInArray(JsonElement value, JsonElement schema, string at) =>
        schema.TryGetProperty("items", out var items)
            ? value.EnumerateArray().SelectMany((item, i) => Faults(item, items, $"{at}[{i}]"))
            : [$"{at}: an array of what?"];

    private IEnumerable<string> FaultsInObject(JsonElement value, JsonElement schema, string at)
    {
        var missing = schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!)
                .Where(name => !value.TryGetProperty(name, out _))
            : [];
        return missing.Select(name => $"{at}: {name} is missing").Concat(value.EnumerateObject().SelectMany(property =>
            (schema.TryGetProperty("properties", out var known) && known.TryGetProperty(property.Name, out var one))
                || schema.TryGetProperty("additionalProperties", out one)
                ? Faults(property.Value, one, $"{at}.{property.Name}")
                : [$"{at}: {property.Name} is not described"]));
    }

    private JsonElement Named(JsonElement reference) => document.GetProperty("components").GetProperty("schemas")
        .GetProperty(reference.GetString()!["#/components/schemas/".Length..]);

    private static IEnumerable<string?> TypesOf(JsonElement type) => type.ValueKind == JsonValueKind.Array
        ? type.EnumerateArray().Select(one => one.GetString())
        : [type.GetString()];

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
