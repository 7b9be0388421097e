using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Prakerja.Api.Auth;
using Prakerja.Api.Http;
using Prakerja.Api.Idempotency;
using Prakerja.Api.Json;
using Prakerja.Grains.Programme;
using Prakerja.Grains.Waves;
using Scalar.AspNetCore;

namespace Prakerja.Api.OpenApi;

/// <summary>
/// The OpenAPI document at /openapi/v1.json and its page at /docs. Checked in as docs/openapi.json; a test
/// compares.
/// </summary>
internal static class ApiDocument
{
    // Under this the generator keeps what a type is called in the document; empty when it is called nothing.
    private const string SchemaName = "x-schema-id";

    private const string Intro =
        """
        Kartu Prakerja: pendaftaran, gelombang, pelatihan dan insentif.

        JSON is strict: an unknown field, a wrong type or a field that comes twice is refused. Amounts are whole
        rupiah. Instants are ISO 8601 with an offset, answered in WIB (+07:00). Refusals are
        application/problem+json with a stable code. Where a request has an Idempotency-Key, repeating it is safe:
        the same key with the same body gives the same answer. Keys are remembered with what the request is about,
        the last 12 of a participant and the last 16 of a wave; a later repeat is looked at like a new request.
        """;

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.CreateSchemaReferenceId = type =>
            OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name ? PublishedSchemaNames.Of(name) : null;
        options.AddDocumentTransformer(Introduce);
        options.AddOperationTransformer(Describe);
        options.AddSchemaTransformer(DescribeWords);
    });

    /// <summary>Nothing on the page comes from another host.</summary>
    public static void Show(ScalarOptions options) => options
        .WithTitle("Prakerja API")
        .DisableDefaultFonts()
        .DisableAgent()
        .DisableTelemetry();

    private static Task Introduce(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancelled)
    {
        document.Info = new OpenApiInfo { Title = "Prakerja", Version = "v1", Description = Intro };
        // Where the document was asked for says nothing about where the API is.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [AuthSchemes.Participant] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A participant's log-in, from POST sessions or the verification of a sign-up.",
            },
            [AuthSchemes.Signature] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = SignedRequest.SignatureHeader,
                Description =
                    "Signed requests of partners. Headers client_code, timestamp (Unix seconds, at most 300 s off), "
                    + "nonce (16 to 64 characters, used once) and signature: hex HMAC-SHA256 under the partner's secret "
                    + "over client_code + timestamp + nonce + METHOD + path + body, nothing between them.",
            },
            [AuthSchemes.FieldSignature] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = SignedRequest.SignatureHeader,
                Description =
                    "The older protocol of the field, for training providers. Headers client_code, timestamp (Unix "
                    + "seconds, at most 300 s off) and signature: hex HMAC-SHA1 under the provider's secret over "
                    + "client_code + timestamp + METHOD + path + body, nothing between them.",
            },
            [AuthSchemes.Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "Authorization",
                Description = "Management: Authorization: Key KEY. What a key may do depends on its roles.",
            },
        };
        return Task.CompletedTask;
    }

    private static async Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancelled)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IdempotencyKeyMetadata>().FirstOrDefault() is { } key) AddRequestKey(operation, key);
        if (metadata.OfType<PagedMetadata>().Any()) AddPaging(operation);
        if (metadata.OfType<RequiredCaller>().LastOrDefault() is { } needs) AddCaller(operation, needs, context.Document);
        if (context.Description.RelativePath?.StartsWith("health", StringComparison.Ordinal) == true) return;
        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancelled);
        context.Document?.AddComponent(nameof(Problem), problem);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Refused, with a stable code and an Indonesian title.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Problem.MediaType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
            },
        };
    }

    private static void AddRequestKey(OpenApiOperation operation, IdempotencyKeyMetadata key) =>
        AddParameter(operation, new OpenApiParameter
        {
            Name = IdempotencyKey.Header,
            In = ParameterLocation.Header,
            Required = key.IsRequired,
            Description =
                "Tells a retry from a new wish: same key and body, same answer; same key and other body about the same "
                + "participant or wave: 422.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]{1,64}$" },
        });

    private static void AddPaging(OpenApiOperation operation)
    {
        AddParameter(operation, new OpenApiParameter
        {
            Name = "after",
            In = ParameterLocation.Query,
            Description = "The cursor that the page before gave as next.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        AddParameter(operation, new OpenApiParameter
        {
            Name = "limit",
            In = ParameterLocation.Query,
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = PageRequest.LimitMax.ToString(CultureInfo.InvariantCulture),
                Default = PageRequest.LimitDefault,
            },
        });
    }

    private static void AddCaller(OpenApiOperation operation, RequiredCaller needs, OpenApiDocument? document)
    {
        operation.Security ??= [];
        operation.Security.Add(new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(needs.Scheme, document)] = [],
        });
        if (needs.Scheme == AuthSchemes.Key) operation.Description = $"Role: {needs.Kind}.";
    }

    private static void AddParameter(OpenApiOperation operation, OpenApiParameter parameter)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(parameter);
    }

    // These write themselves, so the generator cannot see what they look like, nor a list of them what is in it.
    private static async Task DescribeWords(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancelled)
    {
        if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
            schema.Items ??= await context.GetOrCreateSchemaAsync(element, null, cancelled);
        var underlying = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
        var type = underlying ?? context.JsonTypeInfo.Type;
        // A type with a name is described once for all; where it may be null, the generator says so beside its name.
        var orNull = underlying is not null && !HasName(schema);
        if (type.IsEnum)
        {
            schema.Type = orNull ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Enum = [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>()
                .Select(value => (JsonNode)EnumNameConverter.WordOf(Enum.ToObject(type, value)))];
            if (orNull) schema.Enum.Add(JsonNullSentinel.JsonNull);
            return;
        }

        (JsonSchemaType Type, string? Pattern)? words = type switch
        {
            _ when type == typeof(Nik) || type == typeof(FamilyCardNumber) || type == typeof(CardNumber) =>
                (JsonSchemaType.String, "^[0-9]{16}$"),
            _ when type == typeof(RedeemCode) => (JsonSchemaType.String, "^[2-9A-HJ-NP-Z]{16}$"),
            _ when type == typeof(PhoneNumber) => (JsonSchemaType.String, "^\\+628[0-9]{8,11}$"),
            _ when type == typeof(ProvinceCode) => (JsonSchemaType.String, "^[0-9]{2}$"),
            _ when type == typeof(Ticket) => (JsonSchemaType.String, "^[0-9a-f]{32}$"),
            _ when type == typeof(Rupiah) => (JsonSchemaType.Integer, null),
            _ when type == typeof(DateTimeOffset) => (JsonSchemaType.String, null),
            _ => null,
        };
        if (words is not { } known) return;
        schema.Type = orNull ? known.Type | JsonSchemaType.Null : known.Type;
        schema.Pattern = known.Pattern;
        if (type == typeof(Rupiah)) schema.Format = "int64";
    }

    private static bool HasName(OpenApiSchema schema) =>
        schema.Metadata is { } kept && kept.TryGetValue(SchemaName, out var name) && name is string { Length: > 0 };
}
