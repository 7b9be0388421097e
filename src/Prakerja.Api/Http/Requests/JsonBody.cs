using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// The JSON body of a request, read strictly: any difference from <typeparamref name="T"/> is refused.
/// </summary>
internal sealed class JsonBody<T> : IRequestArgument, IEndpointParameterMetadataProvider
    where T : class
{
    private readonly T? value;

    /// <summary>A body that did not come as JSON: a page has made it from the fields of a form.</summary>
    public JsonBody(T value) => this.value = value;

    private JsonBody(JsonBodyFault fault) => (Refusal, Field) = (fault.Refusal, fault.Field);

    public Refusal? Refusal { get; }

    public string? Field { get; }

    public T Value => value ?? throw new InvalidOperationException("An invalid body has no value.");

    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context);
        if (body.IsTooLarge) return new JsonBody<T>(new JsonBodyFault(RequestRefusals.TooLarge));
        var json = context.RequestServices.GetRequiredService<RequestJson>();
        return Parse(body.Bytes, json.TypeInfoOf<T>());
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    private static JsonBody<T> Parse(ReadOnlyMemory<byte> json, JsonTypeInfo<T> typeInfo)
    {
        try
        {
            if (JsonSerializer.Deserialize(json.Span, typeInfo) is not { } value)
                return new JsonBody<T>(new JsonBodyFault(RequestRefusals.WrongType));
            return JsonBodyFault.FindNullElement(json.Span) is { } fault
                ? new JsonBody<T>(fault)
                : new JsonBody<T>(value);
        }
        catch (JsonException exception)
        {
            return new JsonBody<T>(JsonBodyFault.Find(json, typeInfo, exception.Path));
        }
    }
}
