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

namespace Prakerja.Api.OpenApi;

/// <summary>
/// The OpenAPI document at /openapi/v1.json and its page at /docs. A test compares the document with the checked-in
/// docs/openapi.json.
/// </summary>
internal static class ApiDocument
{
    // The generator's metadata key of a type's schema name; the value is empty for a schema without a name.
    private const string SchemaNameKey = "x-schema-id";

    private const string Intro =
        """
        Kartu Prakerja: pendaftaran, gelombang, pelatihan dan insentif.

        JSON is strict: a request with an unknown field, a repeated field or a value of the wrong type is refused.
        Amounts are whole rupiah. Instants are ISO 8601 with an offset; answers give them in WIB (+07:00). A refusal
        is application/problem+json with a stable code. A request with an Idempotency-Key can be repeated safely: the
        same key with the same body gives the same answer. A participant keeps the last 12 keys of its own and 12 of
        others, a wave the last 16; a repeat after that is treated as a new request.
        """;

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.CreateSchemaReferenceId = type =>
            OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name ? PublishedSchemaNames.Of(name) : null;
        options.AddDocumentTransformer(DescribeDocument);
        options.AddOperationTransformer(DescribeOperation);
        options.AddSchemaTransformer(DescribeConvertedType);
    });

    private static Task DescribeDocument(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancelled)
    {
        document.Info = new OpenApiInfo { Title = "Prakerja", Version = "v1", Description = Intro };
        // The address from which the document was read is not always the API's address.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [AuthSchemes.Participant] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description =
                    "The token of a participant's log-in, from POST sessions or from the verification of a sign-up.",
            },
            [AuthSchemes.Signature] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = SignedRequest.SignatureHeader,
                Description =
                    "The signature of a partner's request. Headers: client_code, timestamp (Unix seconds, at most "
                    + "300 s from the server's clock), nonce (16 to 64 characters, used once) and signature (hex). The "
                    + "signature is the HMAC-SHA256 of client_code + timestamp + nonce + METHOD + path + body, without "
                    + "separators, with the partner's secret as the key.",
            },
            [AuthSchemes.LegacySignature] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = SignedRequest.SignatureHeader,
                Description =
                    "The signature of the legacy protocol, for training providers. Headers: client_code, "
                    + "timestamp (Unix seconds, at most 300 s from the server's clock) and signature (hex). The "
                    + "signature is the HMAC-SHA1 of client_code + timestamp + METHOD + path + body, without "
                    + "separators, with the provider's secret as the key.",
            },
            [AuthSchemes.ManagementKey] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "Authorization",
                Description =
                    "A management key: Authorization: Key KEY. Its roles decide which operations it may use.",
            },
        };
        return Task.CompletedTask;
    }

    private static async Task DescribeOperation(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancelled)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IdempotencyKeyMetadata>().FirstOrDefault() is { } key) AddIdempotencyKey(operation, key);
        if (metadata.OfType<PagedMetadata>().Any()) AddPaging(operation);
        if (metadata.OfType<RequiredCaller>().LastOrDefault() is { } caller)
            AddCaller(operation, caller, context.Document);
        if (context.Description.RelativePath?.StartsWith("health", StringComparison.Ordinal) == true) return;
        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancelled);
        context.Document?.AddComponent(nameof(Problem), problem);
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "The request is refused. The problem has a stable code and an Indonesian title.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Problem.MediaType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
            },
        };
    }

    private static void AddIdempotencyKey(OpenApiOperation operation, IdempotencyKeyMetadata key) =>
        AddParameter(operation, new OpenApiParameter
        {
            Name = IdempotencyKey.Header,
            In = ParameterLocation.Header,
            Required = key.IsRequired,
            Description =
                "Marks the retries of one request. The same key with the same body gives the same answer. The same key "
                + "with another body for the same participant or wave gives 422.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]{1,64}$" },
        });

    private static void AddPaging(OpenApiOperation operation)
    {
        AddParameter(operation, new OpenApiParameter
        {
            Name = "after",
            In = ParameterLocation.Query,
            Description = "The cursor that the previous page gave as next.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        AddParameter(operation, new OpenApiParameter
        {
            Name = "limit",
            In = ParameterLocation.Query,
            Description = "The most items on the page.",
            Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = "1",
                Maximum = PageRequest.LimitMax.ToString(CultureInfo.InvariantCulture),
                Default = PageRequest.LimitDefault,
            },
        });
    }

    private static void AddCaller(OpenApiOperation operation, RequiredCaller caller, OpenApiDocument? document)
    {
        operation.Security ??= [];
        operation.Security.Add(new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(caller.Scheme, document)] = [],
        });
        if (caller.Scheme == AuthSchemes.ManagementKey) operation.Description = $"Role: {caller.Kind}.";
    }

    private static void AddParameter(OpenApiOperation operation, OpenApiParameter parameter)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(parameter);
    }

    // The generator cannot see what a type with its own JSON converter looks like, nor what a list of them contains.
    private static async Task DescribeConvertedType(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancelled)
    {
        if (context.JsonTypeInfo is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element })
            schema.Items ??= await context.GetOrCreateSchemaAsync(element, null, cancelled);
        var underlying = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type);
        var type = underlying ?? context.JsonTypeInfo.Type;
        // A named schema is written once; where it may be null, the generator adds that beside the reference.
        var isNullable = underlying is not null && !HasName(schema);
        if (type.IsEnum)
        {
            schema.Type = isNullable ? JsonSchemaType.String | JsonSchemaType.Null : JsonSchemaType.String;
            schema.Enum = [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>()
                .Select(value => (JsonNode)EnumNameConverter.JsonNameOf(Enum.ToObject(type, value)))];
            if (isNullable) schema.Enum.Add(JsonNullSentinel.JsonNull);
            return;
        }

        (JsonSchemaType Type, string? Pattern)? format = type switch
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
        if (format is not { } described) return;
        schema.Type = isNullable ? described.Type | JsonSchemaType.Null : described.Type;
        schema.Pattern = described.Pattern;
        if (type == typeof(Rupiah)) schema.Format = "int64";
    }

    private static bool HasName(OpenApiSchema schema) =>
        schema.Metadata is { } metadata
        && metadata.TryGetValue(SchemaNameKey, out var name) && name is string { Length: > 0 };
}
