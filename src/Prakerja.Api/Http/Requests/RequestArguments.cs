namespace Prakerja.Api.Http;

/// <summary>The endpoint filter that refuses requests with an invalid <see cref="IRequestArgument"/>.</summary>
internal static class RequestArguments
{
    /// <summary>
    /// Filters a whole group of endpoints. An endpoint without such arguments gets no filter, so it costs it nothing.
    /// </summary>
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
                if (invocation.Arguments[position] is IRequestArgument { Refusal: { } refusal } argument)
                    return ValueTask.FromResult<object?>(new RefusalResult(refusal, argument.Field));
            }

            return next(invocation);
        };
    }
}
