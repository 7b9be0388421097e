namespace Prakerja.Api.Http;

/// <summary>Endpoint metadata: how a caller of the endpoint authenticates.</summary>
internal interface IChallengeMetadata
{
    /// <summary>The <c>WWW-Authenticate</c> header of a 401 answer.</summary>
    string Challenge { get; }
}
