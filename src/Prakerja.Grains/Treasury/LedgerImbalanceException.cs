namespace Prakerja.Grains.Treasury;

/// <summary>
/// The postings of an event do not balance. The message names the event by its number and holds no personal data.
/// </summary>
[GenerateSerializer, Alias("books-do-not-balance")]
public sealed class LedgerImbalanceException : Exception
{
    public LedgerImbalanceException()
    {
    }

    public LedgerImbalanceException(string message) : base(message)
    {
    }

    public LedgerImbalanceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
