using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// An argument of an endpoint that is read from the request and can have a fault. An endpoint never receives a faulty
/// argument: <see cref="RequestArguments.RefuseInvalid"/> answers the request with the fault.
/// </summary>
internal interface IRequestArgument
{
    Refusal? Fault { get; }

    /// <summary>
    /// The faulty field; null when it is not one that the endpoint declares.
    /// </summary>
    string? Field => null;
}
