using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;
using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// A request's JSON body, read strictly: what is not exactly a <typeparamref name="T"/> is a fault.
/// </summary>
internal sealed class Body<T> : IRequestPart, IEndpointParameterMetadataProvider
    where T : class
{
    private static readonly JsonTypeInfo<T> TypeInfo =
        (JsonTypeInfo<T>)WireJson.Default.Options.GetTypeInfo(typeof(T));

    private readonly T? value;

    private Body(T value) => this.value = value;

    private Body(BodyFault fault) => (Fault, Field) = (fault.Refusal, fault.Field);

    public Refusal? Fault { get; }

    public string? Field { get; }

    public T Value => value ?? throw new InvalidOperationException("A faulty body has no value.");

    public static async ValueTask<Body<T>> BindAsync(HttpContext context)
    {
        var body = await RawBody.ReadAsync(context);
        return body.IsTooLarge ? new Body<T>(new BodyFault(RequestRefusals.TooLarge)) : Parse(body.Bytes);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));

    private static Body<T> Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            if (JsonSerializer.Deserialize(json.Span, TypeInfo) is not { } value)
                return new Body<T>(new BodyFault(RequestRefusals.WrongType));
            return BodyFault.FindNullElement(json.Span) is { } fault ? new Body<T>(fault) : new Body<T>(value);
        }
        catch (JsonException exception)
        {
            return new Body<T>(BodyFault.Find(json, TypeInfo, exception.Path));
        }
    }
}
