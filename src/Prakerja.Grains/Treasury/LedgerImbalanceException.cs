namespace Prakerja.Grains.Treasury;

/// <summary>
/// An event would make or lose money. Names the event by its number, and holds no personal data.
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
