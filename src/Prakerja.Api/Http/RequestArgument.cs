using Prakerja.Grains.Programme;

namespace Prakerja.Api.Http;

/// <summary>
/// An argument of an endpoint that is read from the request and may turn out faulty. The endpoint never sees
/// a faulty one: <see cref="RequestArguments.RefuseInvalid"/> answers instead.
/// </summary>
internal interface IRequestArgument
{
    Refusal? Fault { get; }

    /// <summary>
    /// The field the fault is about, when one can be named without repeating what was sent.
    /// </summary>
    string? Field => null;
}

internal static class RequestArguments
{
    /// <summary>A filter for a whole group: endpoints without such arguments do not pay for it.</summary>
    public static EndpointFilterDelegate RefuseInvalid(
        EndpointFilterFactoryContext endpoint, EndpointFilterDelegate next)
    {
        var positions = endpoint.MethodInfo.GetParameters()
            .Where(parameter => typeof(IRequestArgument).IsAssignableFrom(parameter.ParameterType))
            .Select(parameter => parameter.Position)
            .ToArray();
        if (positions.Length == 0) return next;
        return invocation =>
        {
            foreach (var position in positions)
            {
                if (invocation.Arguments[position] is IRequestArgument { Fault: { } fault } part)
                    return ValueTask.FromResult<object?>(new RefusalResult(fault, part.Field));
            }

            return next(invocation);
        };
    }
}
