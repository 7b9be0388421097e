namespace Prakerja.Api.Idempotency;

/// <summary>Endpoint metadata for the OpenAPI document: the endpoint reads the Idempotency-Key header.</summary>
internal sealed record IdempotencyKeyMetadata(bool IsRequired);
