using Microsoft.AspNetCore.Connections;

namespace Prakerja.Silo.Startup;

/// <summary>
/// The program refuses to start and has changed nothing. The message is one line for the operator: what is wrong,
/// where, and the remedy.
/// </summary>
public sealed class StartRefusedException : Exception
{
    public StartRefusedException()
    {
    }

    public StartRefusedException(string message) : base(message)
    {
    }

    public StartRefusedException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>
    /// Returns the line for the operator when an exception means a refused start: this exception at any depth of inner
    /// exceptions, or an address that is in use. Returns null for any other exception, which is a bug.
    /// </summary>
    public static string? ReasonIn(Exception? failure) => failure switch
    {
        null => null,
        StartRefusedException refused => refused.Message,
        IOException { InnerException: AddressInUseException } taken =>
            $"{taken.Message} Stop the other program, or choose another address with --urls=URL.",
        AggregateException many => many.InnerExceptions.Select(ReasonIn).FirstOrDefault(reason => reason is not null),
        _ => ReasonIn(failure.InnerException),
    };
}
