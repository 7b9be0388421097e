using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// An argument of an endpoint that is read from the request and may turn out faulty. The endpoint never sees
/// a faulty one: <see cref="RequestParts.RefuseFaulty"/> answers instead.
/// </summary>
internal interface IRequestPart
{
    Refusal? Fault { get; }

    /// <summary>
    /// The field the fault is about, when one can be named without repeating what was sent.
    /// </summary>
    string? Field => null;
}

internal static class RequestParts
{
    /// <summary>A filter for a whole group: endpoints without such arguments do not pay for it.</summary>
    public static EndpointFilterDelegate RefuseFaulty(
        EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        var positions = endpoint.MethodInfo.GetParameters()
            .Where(parameter => typeof(IRequestPart).IsAssignableFrom(parameter.ParameterType))
            .Select(parameter => parameter.Position)
            .ToArray();
        if (positions.Length == 0) return next;
        return invocation =>
        {
            foreach (var position in positions)
            {
                if (invocation.Arguments[position] is IRequestPart { Fault: { } fault } part)
                    return ValueTask.FromResult<object?>(new Refused(fault, part.Field));
            }

            return next(invocation);
        };
    }
}
