using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// An argument of an endpoint that is read from the request and can be invalid. An endpoint never receives an invalid
/// argument: <see cref="RequestArguments.RefuseInvalid"/> answers the request with its refusal.
/// </summary>
internal interface IRequestArgument
{
    Refusal? Refusal { get; }

    /// <summary>
    /// The invalid field; null when it is not one that the endpoint declares.
    /// </summary>
    string? Field => null;
}
